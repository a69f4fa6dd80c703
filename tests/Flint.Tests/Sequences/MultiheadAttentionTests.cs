using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Sequences;

public class MultiheadAttentionTests
{
    [Fact]
    public void Gives_what_PyTorch_gives()
    {
        var fixture = Fixture.Case("sequence:mha");
        var keys = fixture.Args.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!).ToArray();
        var layer = new MultiheadAttention(8, 2, batchFirst: true);
        layer.To(DType.Float64);
        layer.StateDict().Keys.ShouldBe(keys);
        layer.LoadStateDict(keys.ToDictionary(k => k, k => fixture.Inputs[k].Tensor(DType.Float64)));
        Tensor Of(string name) => fixture.Inputs[name].Tensor(DType.Float64);
        var padding = Tensor.From([false, false, true, false, false, false, false, false], [2, 4]);
        var mask = Tensor.From([false, true, false, false, false, false, false, false, false, false, false, false], [3, 4]);
        var (y, weights) = layer.Forward(Of("q"), Of("k"), Of("v"), padding, attnMask: mask);
        Near.Check(y, fixture.Outputs[0].Values, 1e-12, "output");
        Near.Check(weights!, fixture.Outputs[1].Values, 1e-12, "weights");
        Near.Check(layer.Forward(Of("q"), Of("k"), Of("v"), padding, needWeights: false, mask).Output, fixture.Outputs[0].Values, 1e-12, "without weights");
    }

    [Fact]
    public void Steps_first_is_the_same_transposed()
    {
        var (steps, batch) = (new MultiheadAttention(6, 3), new MultiheadAttention(6, 3, batchFirst: true));
        batch.LoadStateDict(steps.StateDict());
        var x = Tensor.RandN([5, 2, 6], generator: new Generator(1));
        Near.Check(steps.Forward(x, x, x).Output, Raw.Values(batch.Forward(x.Transpose(0, 1), x.Transpose(0, 1), x.Transpose(0, 1)).Output.Transpose(0, 1)), 1e-6, "output");
    }

    [Fact]
    public void Wrong_sizes_are_named()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new MultiheadAttention(8, 3)).Message.ShouldContain("needs an embedDim that its heads share evenly, but 8 is no multiple.");
        var x = Tensor.Zeros([5, 2, 8]);
        Should.Throw<ShapeException>(() => new MultiheadAttention(8, 2).Forward(x, x, x, Tensor.Zeros([5, 2])))
            .Message.ShouldBe("MultiheadAttention expects a keyPaddingMask of [2, 5] but got [5, 2].");
    }
}
