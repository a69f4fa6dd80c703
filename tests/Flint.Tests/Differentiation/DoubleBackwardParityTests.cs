using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Differentiation;

/// <summary>Gradient penalties and Hessian-vector products, and their gradients, against PyTorch's double backward.</summary>
public sealed class DoubleBackwardParityTests
{
    public static TheoryData<string> Cases => [.. Fixture.Family("autograd").Keys];

    [Theory, MemberData(nameof(Cases))]
    public void MatchesPyTorchInFloat64(string name) => Check(name, DType.Float64, 1e-9);

    [Theory, MemberData(nameof(Cases))]
    public void MatchesPyTorchInFloat32(string name) => Check(name, DType.Float32, 2e-3);

    static void Check(string name, DType dtype, double tolerance)
    {
        var fixture = Fixture.Case("autograd:" + name);
        var inputs = fixture.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.Tensor(dtype));
        foreach (var (key, x) in inputs)
            if (x.DType.IsFloating) x.RequiresGrad = true;
        Func<Tensor, Tensor[], Tensor> network = name.StartsWith("mlp", StringComparison.Ordinal) ? Mlp : Conv;
        Tensor[] weights = [.. inputs.Where(pair => pair.Key is not ("x" or "labels" or "v")).Select(pair => pair.Value)];
        var y = name.EndsWith("penalty", StringComparison.Ordinal)
            ? Penalty(network, inputs["x"], weights)
            : Product(network, inputs["x"], inputs["labels"], inputs["v"], weights);
        Near(y, fixture.Outputs[0].Values, tolerance, "output");
        y.Backward(fixture.Cotangents[0].Tensor(dtype));
        foreach (var (key, expected) in fixture.Grads) Near(inputs[key].Grad!, expected.Values, tolerance, key);
    }

    static Tensor Penalty(Func<Tensor, Tensor[], Tensor> network, Tensor x, Tensor[] weights)
    {
        var g = Autograd.Grad(network(x, weights).Sum(), x, createGraph: true);
        return ((g.Flatten(1).Square().Sum(1) + 1e-12).Sqrt() - 1).Square().Mean();
    }

    static Tensor Product(Func<Tensor, Tensor[], Tensor> network, Tensor x, Tensor labels, Tensor v, Tensor[] weights)
    {
        var loss = Loss.CrossEntropy(network(x, weights), labels, labelSmoothing: 0.1);
        var g = Autograd.Grad(loss, weights[0], createGraph: true);
        return Autograd.Grad((g * v).Sum(), weights[0], createGraph: true);
    }

    static Tensor Mlp(Tensor x, Tensor[] w) => x.Linear(w[0], w[1]).Tanh().Linear(w[2], w[3]);

    static Tensor Conv(Tensor x, Tensor[] w)
    {
        x = x.Conv2d(w[0], w[1], padding: 1).BatchNorm(null, null, w[2], w[3], training: true).Gelu().MaxPool2d(2);
        x = x.Conv2d(w[4], w[5], stride: 2, padding: 1, groups: 2).Softplus().AvgPool2d(2);
        return x.Flatten(1).Linear(w[6], w[7]);
    }

    static void Near(Tensor actual, NDArray expected, double tolerance, string what)
    {
        var values = Raw.Values(actual);
        values.Shape.ShouldBe(expected.Shape, what);
        var scale = 1 + expected.Data.Max(Math.Abs);
        for (var i = 0; i < values.Count; i++)
            if (!(Math.Abs(values.Data[i] - expected.Data[i]) <= tolerance * scale))
                throw new ShouldAssertException($"{what}[{i}] is {values.Data[i]:g10}, PyTorch {expected.Data[i]:g10}");
    }
}
