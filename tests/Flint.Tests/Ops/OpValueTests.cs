using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Every row of the op table against its reference in double precision.</summary>
public sealed class OpValueTests
{
    public static TheoryData<string> All => [.. OpTable.Labels(_ => true)];
    public static TheoryData<string> Special => [.. OpTable.Labels(row => row.Specials)];

    [Theory, MemberData(nameof(All))]
    public void MatchesTheReference(string label)
    {
        var row = OpTable.Row(label);
        row.Samples.ShouldNotBeEmpty();
        foreach (var sample in row.Samples)
            foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
                Check(row, sample, dtype, Placement.Contiguous);
    }

    [Theory, MemberData(nameof(All))]
    public void DoesNotDependOnStrides(string label)
    {
        var row = OpTable.Row(label);
        foreach (var sample in row.Samples)
            foreach (var placement in (Placement[])[Placement.Transposed, Placement.Strided])
                Check(row, sample, DType.Float32, placement);
    }

    [Theory, MemberData(nameof(All))]
    public void TakesRepeatedElementsWithStrideZero(string label)
    {
        var row = OpTable.Row(label);
        foreach (var sample in row.Samples.Where(sample => sample.All(input => !input.Distinct)))
            Check(row, sample, DType.Float32, Placement.Expanded);
    }

    [Theory, MemberData(nameof(Special))]
    public void TakesNaNInfinityAndExtremes(string label)
    {
        var row = OpTable.Row(label);
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, 1e30, -1e30, 1e-30, 0.5, -88, 88];
        var pairs = values.SelectMany(a => values.Select(b => (a, b))).ToArray();
        NDArray[] inputs = row.Samples[0].Length == 1
            ? [new([values.Length], values)]
            : [new([pairs.Length], [.. pairs.Select(p => p.a)]), new([pairs.Length], [.. pairs.Select(p => p.b)])];
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
        {
            var rounded = inputs.Select(x => x.Map(v => Raw.Round(v, dtype))).ToArray();
            var actual = row.Call([.. rounded.Select(x => Raw.Tensor(x, dtype))]);
            Compare(row, actual, row.Reference(rounded), dtype, "special values");
        }
    }

    internal static void Check(OpRow row, Input[] sample, DType dtype, Placement placement)
    {
        var values = sample.Select((input, i) => input.Sample(dtype, i + 1)).ToArray();
        if (placement == Placement.Expanded) values = [.. values.Select(Repeated)];
        var actual = row.Call([.. sample.Zip(values, (input, x) => Raw.Tensor(x, input.DType ?? dtype, placement))]);
        Compare(row, actual, row.Reference(values), dtype, $"{placement} {string.Join(", ", sample.Select(s => (Shape)s.Shape))}");
    }

    static void Compare(OpRow row, Tensor[] actual, NDArray[] expected, DType dtype, string context)
    {
        actual.Length.ShouldBe(expected.Length);
        for (var k = 0; k < actual.Length; k++)
        {
            var rounded = expected[k].Map(x => Raw.Round(x, actual[k].DType));
            Near.Check(actual[k], rounded, dtype == DType.Float32 ? row.Tolerance32 : row.Tolerance64, $"{row} {dtype} {context} result {k}");
        }
    }

    static NDArray Repeated(NDArray x) =>
        x.Rank == 0 ? x : NDArray.Build(x.Shape, i => x[[0, .. i[1..]]]);
}
