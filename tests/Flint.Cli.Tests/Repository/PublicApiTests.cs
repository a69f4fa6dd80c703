using System.Reflection;
using Flint.Testing;

namespace Flint.Cli.Tests.Repository;

/// <summary>The public surface is a reviewed text file per library.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => ["Flint", "Flint.Imaging", "Flint.Data", "Flint.Vision", "Flint.Training", "Flint.Recipes", "Flint.LinearAlgebra"];

    [Theory, MemberData(nameof(Libraries))]
    public void IsTheReviewedOne(string library)
    {
        var path = Testing.Repository.Path("tests", "PublicApi", library + ".txt");
        var actual = PublicApi.Describe(Assembly.Load(library)).ToArray();
        if (Environment.GetEnvironmentVariable("FLINT_UPDATE_API") == "1") File.WriteAllText(path, string.Concat(actual.Select(line => line + '\n')));
        var reviewed = File.Exists(path) ? File.ReadAllLines(path) : [];
        var changes = reviewed.Except(actual).Select(line => "- " + line.Trim()).Concat(actual.Except(reviewed).Select(line => "+ " + line.Trim())).ToArray();
        changes.ShouldBeEmpty($"the public API of {library} changed; if that is meant, run this test with FLINT_UPDATE_API=1 and commit tests/PublicApi");
        actual.ShouldBe(reviewed);
    }
}
