using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Modules;

/// <summary>Layers with PyTorch's state dict give PyTorch's outputs, and leave its running statistics behind.</summary>
public class LayerParityTests
{
    static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["linear"] = () => new Linear(5, 3),
        ["linear_no_bias"] = () => new Linear(5, 3, bias: false),
        ["conv2d"] = () => new Conv2d(4, 6, kernel: (3, 2), stride: 2, padding: 1, dilation: (1, 2), groups: 2),
        ["batch_norm1d"] = () => new BatchNorm1d(3, eps: 1e-3, momentum: 0.3),
        ["batch_norm2d"] = () => new BatchNorm2d(3),
        ["batch_norm2d_eval"] = () => new BatchNorm2d(3),
        ["batch_norm2d_average"] = () => new BatchNorm2d(2, momentum: null),
        ["layer_norm"] = () => new LayerNorm([3, 4], eps: 1e-3),
        ["embedding"] = () => new Embedding(7, 4, paddingIdx: 2),
        ["elements:prelu"] = () => new Prelu(),
        ["elements:prelu_channels"] = () => new Prelu(3),
    };

    public static TheoryData<string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType>();
            foreach (var name in Layers.Keys)
            {
                cases.Add(name, DType.Float64);
                cases.Add(name, DType.Float32);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Same_keys_same_outputs_same_state_afterwards(string name, DType dtype) => 
        Check(name.Split(':') is [var family, var layer] ? $"{family}:layer_{layer}" : $"modules:layer_{name}", name, Layers[name](), dtype);

    internal static void Check(string id, string name, Module layer, DType dtype)
    {
        var fixture = Fixture.Case(id);
        var keys = fixture.Args.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!).ToArray();
        layer.To(dtype);
        layer.StateDict().Keys.ShouldBe(keys);
        layer.LoadStateDict(keys.ToDictionary(k => k, k => fixture.Inputs[k].Tensor(dtype)));
        layer.Train(!name.EndsWith("eval", StringComparison.Ordinal));

        var tolerance = dtype == DType.Float64 ? 1e-12 : 2e-5;
        var batches = fixture.Inputs.Where(i => !keys.Contains(i.Key)).Select(i => i.Value).ToArray();
        for (var i = 0; i < batches.Length; i++)
            Near.Check(((ILayer)layer).Forward(batches[i].Tensor(dtype)), fixture.Outputs[i].Values, tolerance, $"{name}, batch {i}");
        for (var i = 0; i < keys.Length; i++)
            Near.Check(layer.StateDict()[keys[i]], fixture.Outputs[batches.Length + i].Values, tolerance, $"{name}, {keys[i]} afterwards");
    }
}
