using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Flint.Testing;

/// <summary>The public surface of an assembly as text, one member a line, in a fixed order: what a reviewer reads when it changes.</summary>
public static class PublicApi
{
    const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Describe(Assembly assembly) =>
        from type in assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal)
        where !type.Name.Contains('<')
        from line in Describe(type)
        select line;

    static IEnumerable<string> Describe(Type type)
    {
        yield return $"{Kind(type)} {Name(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type)) yield return $"    {name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}";
            yield break;
        }
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            yield return $"    {Name(invoke.ReturnType)} ({Parameters(invoke)})";
            yield break;
        }
        foreach (var line in type.GetMembers(Members).Select(Describe).OfType<string>().Order(StringComparer.Ordinal)) yield return "    " + line;
    }

    static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo c when Visible(c) => $"new({Parameters(c)})",
        PropertyInfo p when p.GetAccessors(true).Any(Visible) => Describe(p),
        MethodInfo m when Visible(m) && !m.IsDefined(typeof(CompilerGeneratedAttribute)) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)
            || m.IsDefined(typeof(ExtensionAttribute)) || m.DeclaringType is { IsAbstract: true, IsSealed: true } && IsExtensionProperty(m)) => Describe(m),
        FieldInfo f when f.IsPublic || f.IsFamily => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
        EventInfo e when e.AddMethod is { } add && Visible(add) => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    static bool IsExtensionProperty(MethodInfo m) => m.DeclaringType!.GetProperty(m.Name[4..]) is null;

    static string Describe(PropertyInfo p)
    {
        var get = p.GetMethod is { } g && Visible(g) ? "get; " : "";
        var isInit = p.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var set = p.SetMethod is { } s && Visible(s) ? isInit ? "init; " : "set; " : "";
        var index = p.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : p.Name;
        return $"{(p.GetAccessors(true)[0].IsStatic ? "static " : "")}{Name(p.PropertyType)} {index} {{ {get}{set}}}";
    }

    static string Describe(MethodInfo m)
    {
        var prefix = m.IsStatic ? "static " : m.IsAbstract ? "abstract " : m.IsVirtual && !m.IsFinal ? m.GetBaseDefinition() == m ? "virtual " : "override " : "";
        var generic = m.IsGenericMethodDefinition ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";
        var receiver = m.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{(m.IsFamily || m.IsFamilyOrAssembly ? "protected " : "")}{prefix}{Name(m.ReturnType)} {m.Name}{generic}({receiver}{Parameters(m)})";
    }

    static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo p) =>
        $"{(p.IsOut ? "out " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {Default(p)}" : "")}";

    static string Default(ParameterInfo p) => p.DefaultValue switch
    {
        null => p.ParameterType.IsValueType && Nullable.GetUnderlyingType(p.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    static bool Visible(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        _ when type.IsAssignableTo(typeof(Delegate)) => "delegate",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    static string Bases(Type type)
    {
        if (type.IsEnum || type.IsAssignableTo(typeof(Delegate))) return "";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).Where(i => i.IsPublic).Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType)) bases.Insert(0, Name(b));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsGenericParameter) return type.Name;
        var scope = type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace is "System" or "System.Collections.Generic" ? "" : type.Namespace + ".";
        var arguments = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        var name = type.Name.Split('`')[0];
        return arguments.Length == 0 ? scope + name : $"{scope}{name}<{string.Join(", ", arguments.Select(Name))}>";
    }
}
