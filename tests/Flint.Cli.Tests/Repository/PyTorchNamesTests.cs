namespace Flint.Cli.Tests.Repository;

/// <summary>
/// The list of PyTorch's names is complete and true. With FLINT_UPDATE_NAMES=1 names that have come into being are marked, and the counts written.
/// </summary>
public sealed class PyTorchNamesTests
{
    static string Guide => Testing.Repository.Path("docs", "from-pytorch.md");

    public PyTorchNamesTests()
    {
        if (Environment.GetEnvironmentVariable("FLINT_UPDATE_NAMES") == "1") Update();
    }

    [Fact]
    public void EveryNameOccursOnce()
    {
        var module = "";
        List<string> names = [];
        foreach (var line in File.ReadLines(Testing.Repository.Path("tests", "fixtures", "names.txt")))
            if (line.StartsWith("# ", StringComparison.Ordinal)) module = line[2..];
            else names.Add($"{module}.{line}");
        PyTorchNames.Entries().Select(e => $"{e.Module}.{e.Name}").ShouldBe(names);
    }

    [Fact]
    public void EveryMarkIsTrue() => PyTorchNames.Entries().Select(Fault).OfType<string>().ShouldBeEmpty();

    [Theory]
    [InlineData("present", "Tensor.Sinn", "Tensor.Sinn is not in the public API")]
    [InlineData("present", "", " is not in the public API")]
    [InlineData("missing", "", "exists: Tensor.Sin")]
    [InlineData("absent", "in-place", "exists: Tensor.Sin")]
    [InlineData("absent", "because", "no such reason: because")]
    [InlineData("perhaps", "", "perhaps is no mark")]
    public void AWrongMarkIsFound(string mark, string target, string fault) =>
        Fault(new("torch", "sin", mark, target)).ShouldBe("torch.sin: " + fault);

    [Fact]
    public void TheGuideHasTheCounts() => File.ReadAllText(Guide).ShouldContain(Counts());

    static string? Fault(PyTorchNames.Entry entry)
    {
        var fault = entry.Mark switch
        {
            "present" => PyTorchNames.Exists(entry.Target) ? null : $"{entry.Target} is not in the public API",
            "absent" when !PyTorchNames.Reasons().ContainsKey(entry.Target) => $"no such reason: {entry.Target}",
            "absent" or "missing" => PyTorchNames.Namesake(entry.Module, entry.Name) is { } found ? $"exists: {found}" : null,
            _ => $"{entry.Mark} is no mark",
        };
        return fault is null ? null : $"{entry.Module}.{entry.Name}: {fault}";
    }

    /// <summary>The share is that of the names a program on floats and a CPU can call: all but the absent ones.</summary>
    static string Counts()
    {
        var entries = PyTorchNames.Entries().ToList();
        var rows = entries.GroupBy(e => e.Module).Select(group => Row($"`{group.Key}`", [.. group]));
        return string.Join('\n', ["| module | names | absent | present | missing | share |", "|---|---|---|---|---|---|", .. rows, Row("all", entries)]) + "\n";
    }

    static string Row(string title, List<PyTorchNames.Entry> entries)
    {
        int Of(string mark) => entries.Count(e => e.Mark == mark);
        var (absent, present, missing) = (Of("absent"), Of("present"), Of("missing"));
        return $"| {title} | {entries.Count} | {absent} | {present} | {missing} | {100 * present / Math.Max(1, present + missing)} % |";
    }

    static void Update()
    {
        var lines = File.ReadAllLines(PyTorchNames.Path);
        var module = "";
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith("# ", StringComparison.Ordinal)) module = lines[i][2..];
            else if (lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, "missing", ..] && PyTorchNames.Namesake(module, name) is { } found)
                lines[i] = $"{name,-36} present  {found}";
        File.WriteAllText(PyTorchNames.Path, string.Join('\n', lines) + "\n");
        var guide = File.ReadAllText(Guide);
        var start = guide.IndexOf("| module | names |", StringComparison.Ordinal);
        File.WriteAllText(Guide, guide[..start] + Counts() + guide[guide.IndexOf("\n\n", start, StringComparison.Ordinal)..][1..]);
    }
}
