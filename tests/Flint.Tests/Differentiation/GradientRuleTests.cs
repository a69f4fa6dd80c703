namespace Flint.Tests.Differentiation;

/// <summary>A rule that gives a gradient of another shape or dtype is an error: kernels would read beyond it.</summary>
public sealed class GradientRuleTests
{
    static Tensor Leaf(DType dtype = DType.Float32)
    {
        var x = Tensor.Ones([3], dtype);
        x.RequiresGrad = true;
        return x;
    }

    static Tensor Rule(Tensor x, Func<Tensor, Tensor> rule) => Tape.Record(x.Detach() * 2, x, rule);

    [Fact]
    public void AWrongShapeIsNamed()
    {
        var x = Leaf();
        var y = Rule(x.Exp(), dy => Tensor.Ones([2]));
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldBe(
            "The gradient rule in GradientRuleTests.AWrongShapeIsNamed gave a Float32 gradient of shape [2] for a Float32 input of shape [3]: return one of the input's shape and dtype.");
        x.Grad.ShouldBeNull();
    }

    [Fact]
    public void AWrongDTypeIsNamed() => Should.Throw<AutogradException>(() => Rule(Leaf().Exp(), dy => dy.To(DType.Float64)).Sum().Backward())
        .Message.ShouldContain("gave a Float64 gradient of shape [3] for a Float32 input of shape [3]");

    [Fact]
    public void ALeafIsGuardedToo() => Should.Throw<AutogradException>(() => Rule(Leaf(), dy => dy.Sum()).Sum().Backward())
        .Message.ShouldContain("gradient of shape [] for a Float32 input of shape [3]");

    [Fact]
    public void NoGradientIsAddedWhereOneOfSeveralIsWrong()
    {
        var (a, b) = (Leaf(), Leaf());
        var y = Tape.Record(Tensor.Ones([3]), [a, b], (dy, _) => [dy, dy.Sum()]);
        Should.Throw<AutogradException>(() => y.Sum().Backward());
        a.Grad.ShouldBeNull();
    }

    [Fact]
    public void WhatIsGivenForAnInputThatWantsNoneIsIgnored()
    {
        var a = Leaf();
        Tape.Record(Tensor.Ones([3]), [a, Tensor.Ones([1])], (dy, _) => [dy, dy]).Sum().Backward();
        a.Grad!.ToArray<float>().ShouldBe([1, 1, 1]);
    }

    [Fact]
    public void TheTapeGoesOnAfterAWrongRule()
    {
        var x = Leaf();
        for (var i = 0; i < 20; i++) Should.Throw<AutogradException>(() => Rule(x * 2, dy => Tensor.Ones([2000])).Sum().Backward());
        (x * 3).Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe([3, 3, 3]);
    }
}
