using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Rows that state a rule for dtypes: all six, and all pairs of them, give what PyTorch gives.</summary>
public sealed class OpDTypeTests
{
    static readonly DType[] DTypes = Enum.GetValues<DType>();

    public static TheoryData<string> Ruled => [.. OpTable.Labels(row => row.Result is not null)];
    public static TheoryData<string> Unruled => [.. OpTable.Labels(row => row.Result is null)];

    [Theory, MemberData(nameof(Ruled))]
    public void FollowsItsRule(string label)
    {
        var row = OpTable.Row(label);
        foreach (var dtypes in Combinations(row.Samples[^1])) Check(row, dtypes);
    }

    [Theory, MemberData(nameof(Unruled))]
    public void KeepsTheFloatingType(string label)
    {
        var row = OpTable.Row(label);
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
            row.Call(Inputs(row.Samples[^1], [dtype])).Where(output => output.DType.IsFloating).ShouldAllBe(output => output.DType == dtype);
    }

    static void Check(OpRow row, DType[] dtypes)
    {
        var sample = row.Samples[^1];
        var inputs = Inputs(sample, dtypes);
        var expected = row.Result!(dtypes);
        var context = $"{row} of {string.Join(", ", dtypes)}";
        if (expected is null)
        {
            Should.Throw<DTypeException>(() => row.Call(inputs), context);
            return;
        }
        var output = row.Call(inputs)[0];
        output.DType.ShouldBe(expected.Value, context);
        var reference = row.Reference([.. inputs.Select(Raw.Values)])[0].Map(x => Raw.Round(x, output.DType));
        Near.Check(output, reference, output.DType == DType.Float64 && dtypes.All(d => d != DType.Float32) ? row.Tolerance64 : row.Tolerance32, context);
    }

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
