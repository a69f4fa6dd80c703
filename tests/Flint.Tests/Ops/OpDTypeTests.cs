using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Rows that state a rule for dtypes: all nine, and all pairs of them, give what PyTorch gives.</summary>
public sealed class OpDTypeTests
{
    static readonly DType[] DTypes = Enum.GetValues<DType>();

    public static TheoryData<string> Ruled => [.. OpTable.Labels(row => row.Result is not null)];
    public static TheoryData<string> Mixed => [.. OpTable.Labels(row => row.Result is not null && row.Samples.Any(IsMixed))];
    public static TheoryData<string> Unruled => [.. OpTable.Labels(row => row.Result is null)];

    [Theory, MemberData(nameof(Ruled))]
    public void FollowsItsRule(string label)
    {
        var row = OpTable.Row(label);
        foreach (var dtypes in Combinations(row.Samples[^1])) Check(row, row.Samples[^1], dtypes, row.Result!(dtypes));
    }

    [Theory, MemberData(nameof(Mixed))]
    public void AScalarOperandWidensTheKindOnly(string label)
    {
        var row = OpTable.Row(label);
        var sample = row.Samples.First(IsMixed);
        foreach (var dtypes in Combinations(sample))
        {
            var (tensor, scalar) = (dtypes[0], dtypes[1]);
            var adapts = tensor.IsFloating || (!scalar.IsFloating && tensor != DType.Bool);
            Check(row, sample, dtypes, row.Result!([tensor, adapts ? tensor : scalar]), adapts ? tensor : null);
        }
    }

    [Theory, MemberData(nameof(Unruled))]
    public void KeepsTheFloatingType(string label)
    {
        var row = OpTable.Row(label);
        foreach (var dtype in DTypes.Where(dtype => dtype.IsFloating))
            row.Call(Inputs(row.Samples[^1], [dtype])).Where(output => output.DType.IsFloating).ShouldAllBe(output => output.DType == dtype);
    }

    static void Check(OpRow row, Input[] sample, DType[] dtypes, DType? expected, DType? scalarBecomes = null)
    {
        var inputs = Inputs(sample, dtypes);
        var context = $"{row} of {string.Join(", ", dtypes)}";
        if (expected is null)
        {
            Should.Throw<DTypeException>(() => row.Call(inputs), context);
            return;
        }
        var output = row.Call(inputs)[0];
        output.DType.ShouldBe(expected.Value, context);
        NDArray[] values = [.. inputs.Select(Raw.Values)];
        if (scalarBecomes is { } adapted) values[1] = values[1].Map(x => Raw.Round(x, adapted));
        var reference = row.Reference(values)[0].Map(x => Raw.Round(x, output.DType));
        Near.Check(output, reference, row.Tolerance(output.DType, dtypes.All(d => d is not (DType.Float32 or DType.Float16 or DType.BFloat16))), context);
    }

    static bool IsMixed(Input[] sample) => sample is [{ IsReal: true, Shape.Length: > 0 }, { IsReal: true, Shape.Length: 0 }];

    static Tensor[] Inputs(Input[] sample, DType[] dtypes) =>
        [.. sample.Select((input, i) =>
        {
            var dtype = input.DType ?? dtypes[Math.Min(i, dtypes.Length - 1)];
            return Raw.Tensor(input.Sample(dtype, i + 1), dtype);
        })];

    static IEnumerable<DType[]> Combinations(Input[] sample) => sample.Count(input => input.IsReal) == 2 && sample.Length == 2
        ? DTypes.SelectMany(a => DTypes.Select(b => new[] { a, b }))
        : DTypes.Select(a => new[] { a });
}
