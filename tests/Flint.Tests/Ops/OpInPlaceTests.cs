using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Rows with an in-place form: it writes to the same memory what the operation returns, also through a view.</summary>
public sealed class OpInPlaceTests
{
    public static TheoryData<string> All => [.. OpTable.Labels(row => row.InPlace is not null)];

    [Theory, MemberData(nameof(All))]
    public void WritesWhatTheOperationReturns(string label)
    {
        var row = OpTable.Row(label);
        foreach (var sample in row.Samples.Where(FitsTheFirst))
            foreach (var placement in (Placement[])[Placement.Contiguous, Placement.Transposed, Placement.Strided])
            {
                var values = sample.Select((input, i) => input.Sample(DType.Float32, i + 1)).ToArray();
                var inputs = sample.Zip(values, (input, x) => Raw.Tensor(x, input.DType ?? DType.Float32, placement)).ToArray();
                var (storage, version) = (inputs[0].Storage, inputs[0].Storage.Version);
                var first = inputs[0];
                row.InPlace!(inputs);
                inputs[0].ShouldBeSameAs(first);
                inputs[0].Storage.ShouldBeSameAs(storage, $"{row}: memory was replaced");
                inputs[0].Storage.Version.ShouldBeGreaterThan(version, $"{row}: the change is not counted");
                Near.Check(inputs[0], row.Reference(values)[0], row.Tolerance32, $"{row} in place, {placement}");
                for (var i = 1; i < inputs.Length; i++) Near.CheckSame(Raw.Values(inputs[i]), values[i], $"{row}: input {i} was changed");
            }
    }

    [Theory, MemberData(nameof(All))]
    public void RefusesToChangeTheShape(string label)
    {
        var row = OpTable.Row(label);
        var inputs = row.Samples[0].Select((_, i) => Raw.Tensor(NDArray.Build(i == 0 ? [1, 3] : [2, 3], _ => 1), DType.Float32)).ToArray();
        if (inputs.Length < 2) return;
        Should.Throw<ShapeException>(() => row.InPlace!(inputs)).Message.ShouldContain("[1, 3]");
    }

    static bool FitsTheFirst(Input[] sample) =>
        sample.Select(input => input.Shape).Aggregate(NDArray.Broadcast).SequenceEqual(sample[0].Shape);
}
