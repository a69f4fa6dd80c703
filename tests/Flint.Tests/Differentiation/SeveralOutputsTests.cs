namespace Flint.Tests.Differentiation;

/// <summary>An operation of several outputs: its rule runs once, with the gradients of all of them.</summary>
public sealed class SeveralOutputsTests
{
    int calls;

    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From<double>(values);
        x.RequiresGrad = true;
        return x;
    }

    /// <summary>r = √(a² + b²) and the angle, as one operation.</summary>
    (Tensor R, Tensor Square) Polar(Tensor a, Tensor b)
    {
        var square = a.Detach().Square() + b.Detach().Square();
        var r = square.Sqrt();
        Tape.Record([r, square], [a, b], (dy, wanted) =>
        {
            calls++;
            var (dr, ds) = (dy[0], dy[1]);
            Tensor Of(Tensor x) => (dr is null ? 0.0 : dr * x / r) + (ds is null ? 0.0 : ds * 2 * x);
            return [wanted[0] ? Of(a) : null, wanted[1] ? Of(b) : null];
        }, a, b, r);
        return (r, square);
    }

    [Fact]
    public void AllGradientsArriveAtOnce()
    {
        var (a, b) = (Leaf(3), Leaf(4));
        var (r, s) = Polar(a * 1, b * 1);
        (r * 10 + s + r).Sum().Backward();
        calls.ShouldBe(1);
        a.Grad!.Item<double>().ShouldBe(11 * 3 / 5.0 + 6, 1e-12);
        b.Grad!.Item<double>().ShouldBe(11 * 4 / 5.0 + 8, 1e-12);
    }

    [Fact]
    public void AnOutputThatIsNotUsedHasNone()
    {
        var (a, b) = (Leaf(3), Leaf(4));
        Polar(a, b).Square.Sum().Backward();
        (a.Grad!.Item<double>(), b.Grad!.Item<double>()).ShouldBe((6, 8));
    }

    [Fact]
    public void OnlyWhatIsAskedForIsComputed()
    {
        var (a, b) = (Leaf(3), Leaf(4));
        var (r, s) = Polar(a, b);
        Autograd.Grad([r, s], [r], retainGraph: true)[0].Item<double>().ShouldBe(1);
        calls.ShouldBe(0);
        Autograd.Grad([r, s], [b])[0].Item<double>().ShouldBe(0.8 + 8, 1e-12);
        a.Grad.ShouldBeNull();
    }

    [Fact]
    public void ItRunsOnceUnlessRetained()
    {
        var a = Leaf(3);
        var (r, s) = Polar(a, Leaf(4));
        r.Sum().Backward();
        Should.Throw<AutogradException>(() => s.Sum().Backward()).Message.ShouldContain("retainGraph");
    }

    [Fact]
    public void ASavedValueThatChangedIsNoticed()
    {
        var (a, b) = (Leaf(3) * 1, Leaf(4));
        var (r, _) = Polar(a, b);
        a += 1;
        Should.Throw<AutogradException>(() => r.Sum().Backward()).Message.ShouldContain("changed in place");
    }

    [Fact]
    public void SecondDerivatives()
    {
        var (a, b) = (Leaf(3), Leaf(4));
        var (r, s) = Polar(a, b);
        var g = Autograd.Grad([(r + s).Sum()], [a, b], createGraph: true);
        var second = Autograd.Grad(g[0].Sum(), a, retainGraph: true); // b² / r³ + 2
        second.Item<double>().ShouldBe(16 / 125.0 + 2, 1e-12);
        Autograd.Grad(g[0].Sum(), b).Item<double>().ShouldBe(-12 / 125.0, 1e-12);
    }

    [Fact]
    public void ManyStepsInARow()
    {
        var a = Leaf(3);
        var (x, y) = (a * 1, a * 0);
        for (var i = 0; i < 200; i++)
        {
            var (u, v) = (x.Detach() + y.Detach(), x.Detach() - y.Detach());
            Tape.Record([u, v], [x, y], (dy, _) => [(dy[0] ?? 0.0) + (dy[1] ?? 0.0), (dy[0] ?? 0.0) - (dy[1] ?? 0.0)]);
            (x, y) = (u * 0.5, v);
        }
        var value = x.Item<double>();
        x.Sum().Backward();
        (a.Grad!.Item<double>() * 3 / value).ShouldBe(1, 1e-12);
    }
}
