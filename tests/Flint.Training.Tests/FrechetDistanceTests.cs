using System.Text.Json;
using Flint.Recipes;
using Flint.Testing;

namespace Flint.Training.Tests;

/// <summary>The distance against numpy and scipy, whole and batch by batch.</summary>
public sealed class FrechetDistanceTests
{
    static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("tests", "fixtures", "frechet.json"))).RootElement;

    [Theory]
    [InlineData("overlapping")]
    [InlineData("far")]
    [InlineData("features_like")]
    [InlineData("few")]
    public void AgreesWithScipy(string name)
    {
        var (a, b, expected) = Case(name);
        var whole = new FrechetDistance(a.Size(1));
        whole.Add(a, b);
        whole.Value.ShouldBe(expected, 1e-6 * expected);

        var (first, rest) = (new FrechetDistance(a.Size(1)), new FrechetDistance(a.Size(1)));
        first.Add(a[..2], b[..3]);
        rest.Add(a[2..], b[3..]);
        first.Merge(rest);
        first.Value.ShouldBe(expected, 1e-6 * expected);
        var swapped = new FrechetDistance(a.Size(1));
        swapped.Add(b, a);
        swapped.Value.ShouldBe(expected, 1e-6 * expected);
    }

    [Fact]
    public void EqualSetsAreNotApartAndAShiftCountsSquared()
    {
        var (a, _, _) = Case("overlapping");
        var (same, shifted) = (new FrechetDistance(6), new FrechetDistance(6));
        same.Add(a, a);
        same.Value.ShouldBe(0, 1e-6);
        shifted.Add(a, a + 2.0f);
        shifted.Value.ShouldBe(6 * 4, 1e-6);
    }

    [Fact]
    public void TwoVectorsOfASetAreNeededAndTheirSizeIsChecked()
    {
        var distance = new FrechetDistance(6);
        distance.Value.ShouldBe(double.NaN);
        distance.Add(Tensor.Ones([1, 6]), Tensor.Ones([3, 6]));
        distance.Value.ShouldBe(double.NaN);
        Should.Throw<ShapeException>(() => distance.Add(Tensor.Ones([3, 5]), Tensor.Ones([3, 6]))).Message.ShouldContain("[3, 5]");
    }

    static (Tensor A, Tensor B, double Distance) Case(string name)
    {
        var c = Root.GetProperty(name);
        return (Rows(c.GetProperty("a")), Rows(c.GetProperty("b")), c.GetProperty("distance").GetDouble());
    }

    static Tensor Rows(JsonElement rows)
    {
        var values = rows.EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetSingle()).ToArray()).ToArray();
        return Tensor.From(values.SelectMany(r => r).ToArray(), [values.Length, values[0].Length]);
    }
}
