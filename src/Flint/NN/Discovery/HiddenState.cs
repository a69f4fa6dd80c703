using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Flint.NN;

/// <summary>Modules, parameters and buffers in objects that are no modules: there they have no key, and nobody trains or saves them.</summary>
static class HiddenState
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly ConcurrentDictionary<Type, FieldInfo[]> Known = new();
    static readonly Type[] Boxes = [typeof(Lazy<>), typeof(StrongBox<>), typeof(KeyValuePair<,>)];

    /// <summary>What the fields of the holder keep, one level deep, with their names.</summary>
    internal static IEnumerable<(string Field, object State)> In(object holder)
    {
        var type = holder.GetType();
        if (type.IsGenericType && Boxes.Contains(type.GetGenericTypeDefinition()))
            return type.GetGenericArguments().Any(IsState) ? [("Value", holder)] : [];
        return Known.GetOrAdd(type, Find).SelectMany(field => Flat(field.GetValue(holder)).Select(state => (Name(field), state)));
    }

    /// <summary>A type of .NET: it is not looked into.</summary>
    internal static bool IsDotNet(Type type) =>
        type.Namespace is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that trimming removed is one that nobody reads: it hides no state.")]
    static FieldInfo[] Find(Type type)
    {
        if (IsDotNet(type)) return [];
        var fields = type.GetFields(Declared).Where(f => ModuleFields.CanHoldState(f.FieldType));
        return type.BaseType is { } inherited ? [.. fields, .. Find(inherited)] : [.. fields];
    }

    static IEnumerable<object> Flat(object? value) => value switch
    {
        Module => [value],
        Tensor tensor => tensor.Role != StateRole.None || tensor is { RequiresGrad: true, IsLeaf: true } ? [tensor] : [],
        IDictionary dictionary => dictionary.Values.OfType<object>().Where(v => v is Module or Tensor).SelectMany(Flat),
        IEnumerable<Module> or IEnumerable<Tensor> or IEnumerable<ILayer> => ((IEnumerable)value).OfType<object>().SelectMany(Flat),
        _ => [],
    };

    static bool IsState(Type type) =>
        typeof(Module).IsAssignableFrom(type) || typeof(Tensor).IsAssignableFrom(type) || typeof(ILayer).IsAssignableFrom(type);

    static string Name(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
