namespace Flint.Tests.Differentiation;

public sealed class BackwardTests
{
    static Tensor Leaf(params float[] values)
    {
        var x = Tensor.From(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void GradientsAddUpOverPathsAndCalls()
    {
        var x = Leaf(2, 3);
        (x * x + 3 * x).Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([7, 9]);
        x.Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([8, 10]);
        x.Grad = null;
        x.Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([1, 1]);
    }

    [Fact]
    public void ADiamondIsWalkedOncePerNode()
    {
        var x = Leaf(1.5f);
        var y = x;
        for (var i = 0; i < 60; i++) y = y + y; // 2^60 paths
        y.Sum().Backward();
        x.Grad!.Item().ShouldBe(MathF.Pow(2, 60));
    }

    [Fact]
    public void AVeryLongChainDoesNotOverflowTheStack()
    {
        var x = Leaf(1);
        var y = x;
        for (var i = 0; i < 50_000; i++) y = y + 1;
        y.Sum().Backward();
        x.Grad!.Item().ShouldBe(1);
    }

    [Fact]
    public void AGradientGivenByHandFitsItsTensor()
    {
        var x = Leaf(1, 2);
        Should.Throw<ShapeException>(() => x.Grad = Tensor.Zeros([3])).Message.ShouldBe("The gradient of a tensor of shape [2] must have that shape, not [3].");
        Should.Throw<DTypeException>(() => x.Grad = Tensor.Zeros([2], DType.Float64)).Message.ShouldBe(
            "The gradient of a Float32 tensor must be Float32, not Float64: convert it with To(DType.Float32) first.");
    }

    [Fact]
    public void OnlyLeavesGetAGradient()
    {
        var x = Leaf(1, 2);
        var y = x * 2;
        y.Sum().Backward();
        (y.IsLeaf, y.Grad is null, x.IsLeaf).ShouldBe((false, true, true));
    }

    [Fact]
    public void AGivenGradientReplacesOne()
    {
        var x = Leaf(1, 2, 3);
        (x * 2).Backward(Tensor.From(1f, 10, 100));
        x.Grad!.ToArray<float>().ShouldBe([2, 20, 200]);
    }

    [Fact]
    public void RetainedGraphsRunAgain()
    {
        var x = Leaf(3);
        var y = (x * x).Sum();
        y.Backward(retainGraph: true);
        y.Backward();
        x.Grad!.Item().ShouldBe(12);
    }

    [Fact]
    public void ViewsPassGradientsOn()
    {
        var x = Tensor.Zeros([2, 3]);
        x.RequiresGrad = true;
        (x[0, 1..] * Tensor.From(2f, 3)).Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([0, 2, 3, 0, 0, 0]);
    }

    [Fact]
    public void GradientsHaveTheDTypeOfTheirTensor()
    {
        var (a, b) = (Leaf(1, 2), Tensor.From(3.0, 4));
        b.RequiresGrad = true;
        (a * b).Sum().Backward();
        (a.Grad!.DType, b.Grad!.DType).ShouldBe((DType.Float32, DType.Float64));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Should.Throw<AutogradException>(() => Tensor.Ones([1]).Backward()).Message.ShouldStartWith("Backward needs a tensor that came from one with RequiresGrad = true");
        Should.Throw<AutogradException>(() => (Leaf(1, 2) * 2).Backward()).Message.ShouldBe(
            "Backward without an argument needs a tensor of one element, but this one has shape [2]: reduce it with Sum() or Mean(), or pass the gradient.");
        Should.Throw<ShapeException>(() => (Leaf(1, 2) * 2).Backward(Tensor.Ones([3]))).Message.ShouldBe(
            "The gradient passed to Backward must have the tensor's shape [2], not [3].");
        var once = (Leaf(2) * Leaf(3)).Sum();
        once.Backward();
        Should.Throw<AutogradException>(() => once.Backward()).Message.ShouldBe(
            "Backward has already run through this result and freed what it recorded: pass retainGraph: true the first time to run it again.");
        Should.Throw<DTypeException>(() => Tensor.Zeros([1], DType.Int64).RequiresGrad = true).Message.ShouldBe(
            "Only floating tensors can require a gradient, not Int64: convert with To(DType.Float32) first.");
        Should.Throw<ShapeException>(() => Leaf(1, 2).Grad = Tensor.Zeros([3])).Message.ShouldContain("not [3]");
    }
}
