namespace Flint.Tests.Differentiation;

/// <summary>Hooks on gradients, and gradients of intermediate results.</summary>
public sealed class HookTests
{
    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From<double>(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void AHookSeesTheWholeGradientOnce()
    {
        var x = Leaf(1, 2);
        List<double[]> seen = [];
        x.RegisterHook(g => { seen.Add(g.ToArray<double>()); return null; });
        (x * x + 3 * x).Sum().Backward();
        seen.ShouldHaveSingleItem().ShouldBe([5, 7]);
        x.Grad!.ToArray<double>().ShouldBe([5, 7]);
    }

    [Fact]
    public void WhatAHookReturnsGoesOn()
    {
        var x = Leaf(1, 2);
        var h = x * 2;
        h.RegisterHook(g => g * 10);
        h.RegisterHook(g => g + 1);
        (h * h).Sum().Backward(); // (4x · 10 + 1) · 2
        x.Grad!.ToArray<double>().ShouldBe([82, 162]);
    }

    [Fact]
    public void AHookOnALeafClips()
    {
        var x = Leaf(1, -2);
        using (x.RegisterHook(g => g.Clamp(-3, 3))) (x * x * x).Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([3, 3]);
        x.Grad = null;
        (x * x * x).Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([3, 12]);
    }

    [Fact]
    public void AHookMayKeepWhatItSees()
    {
        var x = Tensor.Ones([5000]);
        x.RequiresGrad = true;
        Tensor? kept = null;
        var h = x * 2f;
        h.RegisterHook(g => { kept = g; return null; });
        (h * h).Exp().Sum().Backward();
        var before = kept!.ToArray<float>();
        for (var i = 0; i < 20; i++) (x * 3f * x).Sum().Backward();
        kept.ToArray<float>().ShouldBe(before);
    }

    [Fact]
    public void AHookMayRemoveItself()
    {
        var x = Leaf(1);
        var calls = 0;
        IDisposable? handle = null;
        handle = x.RegisterHook(g => { calls++; handle!.Dispose(); return null; });
        for (var i = 0; i < 3; i++) (x * 2).Sum().Backward();
        calls.ShouldBe(1);
        x.Grad!.Item<double>().ShouldBe(6);
    }

    [Fact]
    public void HooksServeGradTooAndItsGraph()
    {
        var x = Leaf(2);
        var h = x * x;
        h.RegisterHook(g => g * 3);
        var gradient = Autograd.Grad((h * x).Sum(), x, createGraph: true); // 3 · x · 2x + x²
        gradient.Item<double>().ShouldBe(28);
        Autograd.Grad(gradient.Sum(), x).Item<double>().ShouldBe(12 * 2 + 3 * 2 * 2); // h is passed again, and its hook runs again
    }

    [Fact]
    public void AGradientOfAnotherShapeIsNamed()
    {
        var x = Leaf(1, 2);
        x.RegisterHook(g => g.Sum());
        Should.Throw<AutogradException>(() => (x * 2).Sum().Backward()).Message.ShouldContain("gave a Float64 gradient of shape [] for a Float64 input of shape [2]");
    }

    [Fact]
    public void AnIntermediateKeepsItsGradient()
    {
        var x = Leaf(1, 2);
        var h = x * 2;
        h.RetainGrad();
        x.RetainGrad();
        h.RegisterHook(g => g * 10);
        var y = (h * h).Sum();
        y.Backward(retainGraph: true);
        h.Grad!.ToArray<double>().ShouldBe([40, 80]);
        y.Backward();
        h.Grad!.ToArray<double>().ShouldBe([80, 160]);
        x.Grad!.ToArray<double>().ShouldBe([160, 320]);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Should.Throw<AutogradException>(() => Tensor.Ones([2]).RegisterHook(g => g)).Message.ShouldBe(
            "RegisterHook needs a tensor that a gradient flows to, but this one of shape [2] does not require one: set RequiresGrad = true, or compute it from a tensor that has.");
        Should.Throw<AutogradException>(() => Tensor.Ones([2]).RetainGrad()).Message.ShouldStartWith("RetainGrad needs");
    }
}
