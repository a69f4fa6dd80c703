using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Sequences;

/// <summary>Outputs and all gradients of PyTorch's recurrent layers, from its state dicts.</summary>
public class RecurrentLayerTests
{
    static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["lstm"] = () => new Lstm(3, 4, 2, bidirectional: true),
        ["lstm_batch_first"] = () => new Lstm(3, 4, batchFirst: true, bias: false),
        ["gru"] = () => new Gru(3, 4, 2, bidirectional: true),
        ["gru_single"] = () => new Gru(3, 4),
        ["rnn_relu"] = () => new Rnn(3, 4, relu: true, batchFirst: true),
    };

    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm_batch_first")]
    [InlineData("gru")]
    [InlineData("gru_single")]
    [InlineData("rnn_relu")]
    public void Gives_what_PyTorch_gives(string name)
    {
        var fixture = Fixture.Case($"sequence:{name}");
        var keys = fixture.Args.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!).ToArray();
        var layer = Layers[name]();
        layer.To(DType.Float64);
        layer.StateDict().Keys.ShouldBe(keys);
        layer.LoadStateDict(keys.ToDictionary(k => k, k => fixture.Inputs[k].Tensor(DType.Float64)));
        var x = fixture.Inputs.Where(i => !keys.Contains(i.Key)).Select(i => i.Value.Tensor(DType.Float64)).ToArray();
        foreach (var input in x) input.RequiresGrad = true;

        var outputs = Call(layer, x);
        for (var i = 0; i < outputs.Length; i++) Near.Check(outputs[i], fixture.Outputs[i].Values, 1e-12, $"{name}, output {i}");
        outputs.Select(o => (o * Tensor.Wrap([.. Enumerable.Range(0, (int)o.Count).Select(k => Math.Cos(k))], o.Shape)).Sum()).Aggregate((a, b) => a + b).Backward();
        var gradients = layer.Parameters().Concat(x).Select(p => p.Grad!).ToArray();
        for (var i = 0; i < gradients.Length; i++) Near.Check(gradients[i], fixture.Outputs[outputs.Length + i].Values, 1e-11, $"{name}, gradient {i}");
    }

    static Tensor[] Call(Module layer, Tensor[] x)
    {
        if (layer is Lstm lstm)
        {
            var (output, (h, c)) = lstm.Forward(x[0], x.Length > 1 ? (x[1], x[2]) : null);
            return [output, h, c];
        }
        var (y, last) = layer is Gru gru ? gru.Forward(x[0], x.ElementAtOrDefault(1)) : ((Rnn)layer).Forward(x[0], x.ElementAtOrDefault(1));
        return [y, last];
    }

    [Fact]
    public void Cells_have_PyTorchs_keys_and_start_from_zeros()
    {
        var cell = new LstmCell(3, 4);
        cell.StateDict().Keys.ShouldBe(["weight_ih", "weight_hh", "bias_ih", "bias_hh"]);
        var x = Tensor.RandN([2, 3], generator: new Generator(1));
        var (h, c) = cell.Forward(x);
        var lstm = new Lstm(3, 4);
        lstm.LoadStateDict(cell.StateDict().ToDictionary(p => p.Key + "_l0", p => p.Value));
        var (output, (_, last)) = lstm.Forward(x.Unsqueeze(0));
        Near.Check(h, Raw.Values(output[0]), 1e-6, "h");
        Near.Check(c, Raw.Values(last[0]), 1e-6, "c");
        new GruCell(3, 4).Forward(x).Shape.ShouldBe([2, 4]);
        new RnnCell(3, 4, bias: false).Forward(x).Shape.ShouldBe([2, 4]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_state_changed_before_backward_is_an_error(bool cell)
    {
        var (lstm, h, c) = (new LstmCell(3, 4), Tensor.Ones([2, 4]), Tensor.Ones([2, 4]));
        var (next, _) = lstm.Forward(Tensor.Ones([2, 3]), h, c);
        (cell ? c : h).Fill(0);
        Should.Throw<AutogradException>(() => next.Sum().Backward()).Message.ShouldContain("changed in place");
    }

    [Fact]
    public void States_of_another_dtype_are_named()
    {
        Should.Throw<DTypeException>(() => new Gru(3, 4).Forward(Tensor.Zeros([5, 2, 3]), Tensor.Zeros([1, 2, 4], DType.Int32)))
            .Message.ShouldBe("Gru on Float32 input expects states of the same dtype but got Int32: convert with To.");
        Should.Throw<DTypeException>(() => new Lstm(3, 4).Forward(Tensor.Zeros([5, 2, 3]), (Tensor.Zeros([1, 2, 4]), Tensor.Zeros([1, 2, 4], DType.Float64))))
            .Message.ShouldBe("Lstm on Float32 input expects states of the same dtype but got Float64: convert with To.");
    }

    [Fact]
    public void Wrong_shapes_are_named()
    {
        Should.Throw<ShapeException>(() => new Lstm(3, 4).Forward(Tensor.Zeros([5, 2, 7])))
            .Message.ShouldBe("Lstm expects [steps, batch, 3] or [steps, 3] but got [5, 2, 7].");
        Should.Throw<ShapeException>(() => new Gru(3, 4, batchFirst: true).Forward(Tensor.Zeros([2, 5, 3]), Tensor.Zeros([1, 5, 4])))
            .Message.ShouldBe("Gru on input [2, 5, 3] expects states [1, 2, 4] but got [1, 5, 4].");
        Should.Throw<ShapeException>(() => new LstmCell(3, 4).Forward(Tensor.Zeros([3]))).Message.ShouldBe("LstmCell expects an input of [batch, 3] but got [3].");
    }
}
