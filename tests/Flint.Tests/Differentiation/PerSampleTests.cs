using Flint.NN;

namespace Flint.Tests.Differentiation;

/// <summary>The gradient of each sample's loss.</summary>
public sealed class PerSampleTests
{
    [Fact]
    public void ALinearModelHasItsClosedForm()
    {
        // loss = (w x - t)²: dloss/dw = 2 (w x - t) x
        var w = Tensor.From([2.0, -1], [1, 2]);
        w.RequiresGrad = true;
        var (x, t) = (Tensor.From([1.0, 2, 3, 4, 5, 6], [3, 2]), Tensor.From([1.0, 0, 2], [3, 1]));
        var g = PerSample.Gradients([w], (x, t) => Loss.Mse(x.Linear(w), t), x, t)[0]!;
        g.Shape.ToArray().ShouldBe([3, 1, 2]);
        g.ToArray<double>().ShouldBe([-2, -4, 12, 16, 20, 24], "w x - t is -1, 2, 2");
    }

    [Fact]
    public void TheirMeanIsTheGradientOfTheMean()
    {
        Flint.Random.Seed(5);
        var net = new Sequential(new Conv2d(2, 3, kernel: 3), new Tanh(), new Flatten(), new LayerNorm(12), new Linear(12, 4));
        var (x, labels) = (Tensor.RandN([6, 2, 4, 4]), Tensor.From([0L, 1, 2, 3, 0, 1], [6]));
        var each = PerSample.Gradients(net.Parameters(), (x, y) => Loss.CrossEntropy(net.Forward(x), y), x, labels);
        net.Parameters().ShouldAllBe(p => p.Grad == null);
        Loss.CrossEntropy(net.Forward(x), labels).Backward();
        foreach (var (p, g) in net.Parameters().Zip(each))
        {
            g!.Shape.ToArray().ShouldBe([6, .. p.Shape]);
            foreach (var (mean, whole) in g.Mean(0).ToArray<float>().Zip(p.Grad!.ToArray<float>())) mean.ShouldBe(whole, 1e-5f);
        }
    }

    [Fact]
    public void FrozenParametersHaveNone()
    {
        var (a, b) = (Tensor.Ones([1]), Tensor.Ones([1]));
        a.RequiresGrad = true;
        var g = PerSample.Gradients([a, b], (x, t) => (x * a * b - t).Sum(), Tensor.From(1f, 2), Tensor.Zeros([2]));
        g[0]!.ToArray<float>().ShouldBe([1, 2]);
        g[1].ShouldBeNull();
    }

    [Fact]
    public void MistakesAreNamed()
    {
        var w = Tensor.Ones([1]);
        w.RequiresGrad = true;
        Should.Throw<ShapeException>(() => PerSample.Gradients([w], (x, t) => (x * w).Sum(), Tensor.Ones([3, 1]), Tensor.Ones([2]))).Message.ShouldBe(
            "PerSample.Gradients expects inputs and targets of one batch, but got [3, 1] and [2]: their first sizes must be equal.");
        Should.Throw<ShapeException>(() => PerSample.Gradients([w], (x, t) => x * w, Tensor.Ones([3, 2]), Tensor.Ones([3]))).Message.ShouldBe(
            "PerSample.Gradients expects a loss of one element for one sample, but got [1, 2]: use Reduction.Mean or Sum.");
    }
}
