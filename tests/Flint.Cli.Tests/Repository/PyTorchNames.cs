using System.Reflection;
using System.Runtime.CompilerServices;

namespace Flint.Cli.Tests.Repository;

/// <summary>docs/pytorch-names.txt: what Flint has for each public name of PyTorch.</summary>
static class PyTorchNames
{
    public sealed record Entry(string Module, string Name, string Mark, string Target);

    public static string Path => Testing.Repository.Path("docs", "pytorch-names.txt");

    static readonly string[] Libraries = ["Flint", "Flint.LinearAlgebra", "Flint.Data", "Flint.Training"];

    static readonly Lazy<HashSet<string>> Api = new(() => [.. Libraries.Select(Assembly.Load).SelectMany(a => a.GetExportedTypes()).SelectMany(Targets)]);

    static readonly Lazy<Dictionary<string, string>> Spellings = new(() => Api.Value.Order(StringComparer.Ordinal).GroupBy(Plain).ToDictionary(g => g.Key, g => g.First()));

    /// <summary>Whether the public API has this: a type (<c>Conv2d</c>), or a member of one (<c>Tensor.Sin</c>, also by extension or protected).</summary>
    public static bool Exists(string target) => Api.Value.Contains(target);

    /// <summary>Names of the reasons before the first module, each with its text.</summary>
    public static Dictionary<string, string> Reasons() => File.ReadLines(Path).SkipWhile(line => line != "absent, because:").Skip(1).TakeWhile(line => line != "")
        .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToDictionary(parts => parts[0], parts => parts[1]);

    public static IEnumerable<Entry> Entries()
    {
        var module = "";
        foreach (var line in File.ReadLines(Path))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("# ", StringComparison.Ordinal)) module = parts[1];
            else if (module != "" && parts.Length > 0) yield return new(module, parts[0], parts.ElementAtOrDefault(1) ?? "", string.Join(' ', parts.Skip(2)));
        }
    }

    /// <summary>The target that bears the name in Flint's spelling, where there is one.</summary>
    public static string? Namesake(string module, string name)
    {
        // A trailing underscore is an in-place variant, but in torch.nn.init the name itself.
        if (name.EndsWith('_') != (module == "torch.nn.init")) return null;
        var plain = Plain(name);
        string[] places = module switch
        {
            "torch.nn" => [plain, "loss." + Without(plain, "loss")],
            "torch.nn.functional" => ["tensor." + plain, "loss." + Without(plain, "loss")],
            "torch.nn.init" => ["init." + plain],
            "torch.optim" or "torch.optim.lr_scheduler" => [plain],
            "torch.autograd" or "torch.autograd.functional" => ["autograd." + plain, plain],
            _ => ["tensor." + plain, "windows." + Without(plain, "window"), "loss." + Without(plain, "loss")],
        };
        return places.Select(place => Spellings.Value.GetValueOrDefault(place)).FirstOrDefault(found => found is not null);
    }

    static IEnumerable<string> Targets(Type type)
    {
        var name = type.Name.Split('`')[0];
        yield return name;
        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
        {
            if (member is MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } or FieldInfo { IsPublic: false }) continue;
            if (member is PropertyInfo property && !property.GetAccessors(true).Any(a => a.IsPublic || a.IsFamily)) continue;
            var plain = member.Name.StartsWith("get_", StringComparison.Ordinal) ? member.Name[4..] : member.Name;
            yield return $"{name}.{plain}";
            if (member is not MethodInfo { IsStatic: true } method) continue;
            if (name.EndsWith("Ops", StringComparison.Ordinal)) yield return "Tensor." + plain;
            else if ((plain != member.Name || method.IsDefined(typeof(ExtensionAttribute))) && method.GetParameters() is [var receiver, ..])
                yield return $"{receiver.ParameterType.Name}.{plain}";
        }
    }

    static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    static string Without(string plain, string end) => plain.EndsWith(end, StringComparison.Ordinal) ? plain[..^end.Length] : plain;
}
