using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Every differentiable row: the recorded gradient and its own gradient, on its smallest sample that is not empty.</summary>
public sealed class OpSecondOrderTests
{
    public static TheoryData<string> All => [.. OpTable.Labels(row => row is { Differentiable: true, SecondOrder: true })];

    [Theory, MemberData(nameof(All))]
    public void MatchesCentralDifferencesOfTheFirst(string label)
    {
        var row = OpTable.Row(label);
        foreach (var sample in Samples(row)) SecondOrder.Check(row, sample, 5e-6);
    }

    [Fact]
    public void IsATypedErrorWhereThereIsNone()
    {
        foreach (var row in OpTable.Rows.Where(row => row is { Differentiable: true, SecondOrder: false }))
            Should.Throw<AutogradException>(() => SecondOrder.Check(row, Samples(row).First(), 5e-6), row.Label).Message.ShouldContain("has no second derivative");
    }

    static IEnumerable<Input[]> Samples(OpRow row) => row.Samples.Where(sample => Count(sample) > 1).OrderBy(Count).Take(1).DefaultIfEmpty(row.Samples[0]);

    static int Count(Input[] sample) => sample.Min(input => input.Shape.Aggregate(1, (n, size) => n * size)) == 0
        ? 0
        : sample.Sum(input => input.Shape.Aggregate(1, (n, size) => n * size));
}
