using System.Text.RegularExpressions;
using Flint.Testing;

namespace Flint.Cli.Tests.Repository;

/// <summary>House rules that a compiler does not know.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void NoFileIsLongerThanFourHundredLines() =>
        Sources("src", "tests", "examples", "benchmarks").Where(file => File.ReadLines(file).Count() > 400).ShouldBeEmpty();

    [Fact]
    public void SourceHoldsNoStubs() =>
        Sources("src").Where(file => Stub().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    [Fact]
    public void EveryTestFileAsserts() =>
        Sources("tests").Where(file => File.ReadAllText(file) is var text && TestMethod().IsMatch(text) && !Assertion().IsMatch(text)).ShouldBeEmpty();

    [Fact]
    public void LibrariesDependOnlyOnTheRoomsBelow()
    {
        Dictionary<string, string[]> allowed = new()
        {
            ["Flint"] = [], ["Flint.LinearAlgebra"] = ["Flint"], ["Flint.Imaging"] = [], ["Flint.Data"] = ["Flint", "Flint.Imaging"], ["Flint.Vision"] = ["Flint.Data"],
            ["Flint.Training"] = ["Flint.Data"], ["Flint.Recipes"] = ["Flint.Vision", "Flint.Training", "Flint.LinearAlgebra"], ["Flint.Cli"] = ["Flint.Recipes"],
        };
        foreach (var (project, references) in allowed)
        {
            var text = File.ReadAllText(Testing.Repository.Path("src", project, project + ".csproj"));
            Reference().Matches(text).Select(m => m.Groups[1].Value).Except(references).ShouldBeEmpty($"{project} points upwards");
        }
    }

    static IEnumerable<string> Sources(params string[] folders) => folders.Select(folder => Testing.Repository.Path(folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    [GeneratedRegex("NotImplementedException|TO" + "DO|FIX" + "ME|HA" + "CK")]
    private static partial Regex Stub();

    [GeneratedRegex(@"\[(Fact|Theory)")]
    private static partial Regex TestMethod();

    [GeneratedRegex("Should|Assert|Check|Verify|Throws")]
    private static partial Regex Assertion();

    [GeneratedRegex("ProjectReference Include=\"[^\"]*/(Flint[^/]*)\\.csproj\"")]
    private static partial Regex Reference();
}
