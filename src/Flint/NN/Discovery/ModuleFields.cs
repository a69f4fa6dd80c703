using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Flint.NN;

/// <summary>A field in which a module may keep state, and its key.</summary>
readonly record struct ModuleField(FieldInfo Field, string Key);

/// <summary>The fields of a module's class that can hold state, found once per class: base class first, then in declaration order.</summary>
static class ModuleFields
{
    internal const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.AllFields | DynamicallyAccessedMemberTypes.AllProperties
        | DynamicallyAccessedMemberTypes.AllConstructors | DynamicallyAccessedMemberTypes.PublicMethods;

    const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly ConcurrentDictionary<Type, ModuleField[]> Known = new();

    internal static ModuleField[] Of(Module module)
    {
        var type = module.GetType();
        return Known.TryGetValue(type, out var fields) ? fields : Known.GetOrAdd(type, Find(type));
    }

    static ModuleField[] Find([DynamicallyAccessedMembers(Kept)] Type type)
    {
        var fields = new List<ModuleField>();
        for (var level = type; level is not null && level != typeof(Module); level = level.BaseType)
            fields.InsertRange(0, FindDeclared(level));

        var twice = fields.Where(f => f.Key.Length > 0).GroupBy(f => f.Key).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? [.. fields]
            : throw new StateException(
                $"{type.Name} has {twice.Count()} fields with the key '{twice.Key}' ({string.Join(", ", twice.Select(f => f.Field.Name))}): rename one or give it a [Key(\"...\")].");
    }

    static IEnumerable<ModuleField> FindDeclared([DynamicallyAccessedMembers(Kept)] Type type)
    {
        var fields = type.GetFields(Declared).Where(f => CanHoldState(f.FieldType)).ToArray();
        // Reflection promises no order; tokens are in declaration order. NativeAOT has none and keeps the order itself.
        if (fields.All(f => f.HasMetadataToken())) Array.Sort(fields, (a, b) => a.MetadataToken.CompareTo(b.MetadataToken));
        foreach (var field in fields)
        {
            var member = new Member(type, field);
            if (!member.Has<NotStateAttribute>())
                yield return new(field, member.Get<KeyAttribute>()?.Key ?? SnakeCase.Of(member.Name));
        }
    }

    internal static bool CanHoldState(Type type) => type switch
    {
        _ when type == typeof(string) || type.IsPrimitive || type.IsEnum || type.IsPointer => false,
        _ when typeof(Delegate).IsAssignableFrom(type) => false,
        _ when type.IsArray => CanHoldState(type.GetElementType()!),
        _ when type.IsValueType => typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type) || type.IsGenericType || !HiddenState.IsDotNet(type),
        _ when type.IsGenericType && type.Namespace == typeof(List<>).Namespace => CanHoldState(type.GetGenericArguments()[^1]),
        _ => true,
    };

    /// <summary>
    /// What the programmer wrote: the field itself, the auto-property behind <c>&lt;Conv1&gt;k__BackingField</c>, or the
    /// primary-constructor parameter behind <c>&lt;conv1&gt;P</c>.
    /// </summary>
    readonly struct Member
    {
        readonly ICustomAttributeProvider[] sources;

        internal Member([DynamicallyAccessedMembers(Kept)] Type type, FieldInfo field)
        {
            Name = field.Name;
            sources = [field];
            if (!field.Name.StartsWith('<')) return;
            var end = field.Name.IndexOf('>', StringComparison.Ordinal);
            var name = Name = field.Name[1..end];
            ICustomAttributeProvider? property = type.GetProperty(name, Declared);
            var parameters = type.GetConstructors(Declared).SelectMany(c => c.GetParameters()).Where(p => p.Name == name);
            sources = field.Name[end..] == ">P" ? [.. parameters] : property is null ? sources : [field, property];
        }

        internal string Name { get; }

        internal T? Get<T>() where T : Attribute =>
            sources.SelectMany(s => s.GetCustomAttributes(typeof(T), true)).OfType<T>().FirstOrDefault();

        internal bool Has<T>() where T : Attribute => Get<T>() is not null;
    }
}
