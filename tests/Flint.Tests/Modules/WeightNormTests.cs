using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Modules;

/// <summary>Layers whose weight is computed from others, against torch.nn.utils.</summary>
public class WeightNormTests
{
    static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["weight_norm"] = () => new WeightNorm(new Linear(5, 3)),
        ["weight_norm_all"] = () => new WeightNorm(new Linear(5, 3, bias: false), dim: null),
        ["weight_norm_conv"] = () => new WeightNorm(new Conv1d(4, 6, 3, groups: 2)),
        ["weight_norm_transpose"] = () => new WeightNorm(new ConvTranspose2d(2, 3, 2), dim: 1),
        ["spectral_norm"] = () => new SpectralNorm(new Linear(5, 3)),
        ["spectral_norm_3"] = () => new SpectralNorm(new Conv2d(2, 4, 3, bias: false), nPowerIterations: 3),
        ["spectral_norm_transpose"] = () => new SpectralNorm(new ConvTranspose1d(2, 3, 2)),
        ["spectral_norm_eval"] = () => new SpectralNorm(new Linear(4, 6)),
    };

    public static TheoryData<string, DType> Cases =>
        [.. Layers.Keys.SelectMany(name => ((DType[])[DType.Float64, DType.Float32]).Select(dtype => new TheoryDataRow<string, DType>(name, dtype)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Same_keys_same_outputs_same_state_afterwards(string name, DType dtype) =>
        LayerParityTests.Check($"weight_norms:layer_{name}", name, Layers[name](), dtype);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Same_gradients(string name, DType dtype)
    {
        var fixture = Fixture.Case($"weight_norms:layer_{name}");
        var layer = Layers[name]();
        layer.To(dtype);
        var keys = layer.StateDict().Keys.ToArray();
        layer.LoadStateDict(keys.ToDictionary(k => k, k => fixture.Inputs[k].Tensor(dtype)));
        layer.Train(!name.EndsWith("eval", StringComparison.Ordinal));
        var batches = fixture.Inputs.Where(i => !keys.Contains(i.Key)).Select(i => i.Value.Tensor(dtype)).ToArray();
        var outputs = batches.Select(x => ((ILayer)layer).Forward(x)).ToArray();
        outputs[^1].Square().Sum().Backward();
        foreach (var (i, (key, parameter)) in layer.NamedParameters().Index())
            Near.Check(parameter.Grad.ShouldNotBeNull(), fixture.Outputs[batches.Length + keys.Length + i].Values, dtype == DType.Float64 ? 1e-11 : 2e-4, $"{name}: {key}");
    }

    [Fact]
    public void A_wrapped_network_starts_as_it_was_and_can_be_unwrapped()
    {
        Random.Seed(5);
        Sequential net = [new Linear(6, 5), new Relu(), new Linear(5, 2)];
        var x = Tensor.RandN([3, 6]);
        var before = net.Forward(x).ToArray<float>();
        net.Replace<Linear>(linear => new WeightNorm(linear)).ShouldBe(2);
        net.Forward(x).ToArray<float>().ShouldBe(before, 1e-5);
        net.StateDict().Keys.ShouldBe(["0.bias", "0.weight_g", "0.weight_v", "2.bias", "2.weight_g", "2.weight_v"]);
        using (new NoGrad())
            foreach (var p in net.Parameters()) p.CopyFrom(p * 1.5);
        var trained = net.Forward(x).ToArray<float>();
        net.Replace<WeightNorm>(norm => norm.Remove()).ShouldBe(2);
        net.StateDict().Keys.ShouldBe(["0.weight", "0.bias", "2.weight", "2.bias"]);
        net.Forward(x).ToArray<float>().ShouldBe(trained, 1e-4);
    }

    [Fact]
    public void Power_iterations_find_the_largest_singular_value()
    {
        Random.Seed(6);
        var norm = new SpectralNorm(new Linear(8, 8, bias: false), nPowerIterations: 200);
        norm.Forward(Tensor.Eye(8));
        var weight = ((Linear)norm.Remove()).Weight.To(DType.Float64);
        var power = weight.Transpose(0, 1).MatMul(weight);
        for (var i = 0; i < 6; i++) power = power.MatMul(power); // (WᵀW)^64: its trace is near the 128th power of the largest singular value
        Math.Pow(power.Diagonal().Sum().Item<double>(), 1.0 / 128).ShouldBe(1, 0.02);
    }

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        static string Message(Func<object?> act) => Record.Exception(act).ShouldNotBeNull().Message;
        Message(() => new WeightNorm(new Linear(3, 2), dim: 2)).ShouldBe("WeightNorm: the weight [2, 3] has no dimension 2.");
        Message(() => new SpectralNorm(new Linear(3, 2), nPowerIterations: 0)).ShouldStartWith("SpectralNorm needs nPowerIterations of 1 or more.");
        Message(() => new WeightNorm(new Linear(3, 2)).Forward(Tensor.Zeros([1, 4])))
            .ShouldBe("Linear expects 3 input features (weight [2, 3]) but got [1, 4]: features are the last dimension.");
    }
}
