using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>Every differentiable row: the tape's gradient against central differences of the reference.</summary>
public sealed class OpGradientTests
{
    public static TheoryData<string> All => [.. OpTable.Labels(row => row.Differentiable)];
    public static TheoryData<string> None => [.. OpTable.Labels(row => !row.Differentiable)];

    [Theory, MemberData(nameof(All))]
    public void MatchesCentralDifferences(string label) => Check(label, DType.Float64, Placement.Contiguous, 2e-6);

    [Theory, MemberData(nameof(All))]
    public void MatchesCentralDifferencesOfStridedInputs(string label) => Check(label, DType.Float64, Placement.Transposed, 2e-6);

    [Theory, MemberData(nameof(All))]
    public void MatchesCentralDifferencesInFloat32(string label) => Check(label, DType.Float32, Placement.Contiguous, 2e-4);

    [Theory, MemberData(nameof(All))]
    public void FlowsOnlyToInputsThatAsk(string label)
    {
        var row = OpTable.Row(label);
        var sample = row.Samples[^1];
        for (var only = 0; only < sample.Length; only++)
        {
            if (!sample[only].IsReal) continue;
            var inputs = sample.Select((input, i) => Raw.Tensor(input.Sample(DType.Float64, i + 1), input.DType ?? DType.Float64)).ToArray();
            var asked = sample.Select((input, i) => i == only ? input : input with { DType = input.DType ?? DType.Float64 }).ToArray();
            Gradients.Taped(row, inputs, asked);
            for (var i = 0; i < inputs.Length; i++) (inputs[i].Grad is not null).ShouldBe(i == only, $"{row}: gradient of input {i}");
        }
    }

    [Theory, MemberData(nameof(None))]
    public void GivesResultsWithoutGradient(string label)
    {
        var row = OpTable.Row(label);
        var sample = row.Samples[^1];
        var inputs = sample.Select((input, i) => Raw.Tensor(input.Sample(DType.Float32, i + 1), input.DType ?? DType.Float32)).ToArray();
        for (var i = 0; i < inputs.Length; i++) inputs[i].RequiresGrad = sample[i].IsReal;
        row.Call(inputs).Any(output => output.RequiresGrad && !output.DType.IsFloating).ShouldBeFalse($"{row}: an integer result asks for gradients");
    }

    static void Check(string label, DType dtype, Placement placement, double tolerance)
    {
        var row = OpTable.Row(label);
        foreach (var sample in row.Samples)
        {
            var values = sample.Select((input, i) => input.Sample(dtype, i + 1)).ToArray();
            var inputs = sample.Zip(values, (input, x) => Raw.Tensor(x, input.DType ?? dtype, placement)).ToArray();
            var gradients = Gradients.Taped(row, inputs, sample);
            Gradients.Check(row, values, sample, gradients, tolerance);
        }
    }
}
