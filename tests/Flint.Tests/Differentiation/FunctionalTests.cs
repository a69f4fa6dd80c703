namespace Flint.Tests.Differentiation;

/// <summary>Products with Jacobians and Hessians, and the matrices, of functions with known derivatives.</summary>
public sealed class FunctionalTests
{
    static readonly Tensor X = Tensor.From(0.5, -1.5, 2), V = Tensor.From(1.0, 10, 100);

    /// <summary>y = [x0 x1, x2³].</summary>
    static Tensor F(Tensor x) => Tensor.Stack([x[0] * x[1], x[2] * x[2] * x[2]]);

    /// <summary>x0² x1 + x2⁴.</summary>
    static Tensor G(Tensor x) => x[0] * x[0] * x[1] + x[2].Pow(4.0);

    [Fact]
    public void Vjp()
    {
        var (y, g) = Autograd.Vjp(F, X, Tensor.From(2.0, 3));
        y.ToArray<double>().ShouldBe([-0.75, 8]);
        g.ToArray<double>().ShouldBe([2 * -1.5, 2 * 0.5, 3 * 12]);
        (y.RequiresGrad, g.RequiresGrad, X.RequiresGrad).ShouldBe((false, false, false));
    }

    [Fact]
    public void Jvp()
    {
        var (y, t) = Autograd.Jvp(F, X, V);
        y.ToArray<double>().ShouldBe([-0.75, 8]);
        t.ToArray<double>().ShouldBe([-1.5 * 1 + 0.5 * 10, 12 * 100]);
    }

    [Fact]
    public void JvpOfSeveralInputs()
    {
        var (y, t) = Autograd.Jvp(v => v[0] * v[1], [X, V], [Tensor.From(1.0, 0, 2), Tensor.From(0.0, 1, 3)]);
        y.ToArray<double>().ShouldBe([0.5, -15, 200]);
        t.ToArray<double>().ShouldBe([1, -1.5, 206]);
    }

    [Fact]
    public void JvpOfALinearFunctionAndOfAConstant()
    {
        Autograd.Jvp(x => x * 3, X, V).Jvp.ToArray<double>().ShouldBe([3, 30, 300]);
        Autograd.Jvp(x => Tensor.Ones([2], DType.Float64), X, V).Jvp.ToArray<double>().ShouldBe([0, 0]);
    }

    [Fact]
    public void Jacobian()
    {
        var j = Autograd.Jacobian(F, X);
        j.Shape.ToArray().ShouldBe([2, 3]);
        j.ToArray<double>().ShouldBe([-1.5, 0.5, 0, 0, 0, 12]);
        var several = Autograd.Jacobian(v => v[0].Sum() * v[1], [X, V]);
        several[0].ToArray<double>().ShouldBe([1, 1, 1, 10, 10, 10, 100, 100, 100]);
        several[1].ToArray<double>().ShouldBe([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    }

    [Fact]
    public void Hessian()
    {
        var h = Autograd.Hessian(G, X);
        h.Shape.ToArray().ShouldBe([3, 3]);
        h.ToArray<double>().ShouldBe([-3, 1, 0, 1, 0, 0, 0, 0, 48]);
        var blocks = Autograd.Hessian(v => (v[0] * v[1]).Sum() + v[0].Sum(), [X, V]);
        blocks[0][0].ToArray<double>().ShouldAllBe(x => x == 0);
        blocks[0][1].ToArray<double>().ShouldBe([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    }

    [Fact]
    public void Hvp()
    {
        var (y, h) = Autograd.Hvp(G, X, V);
        y.Item<double>().ShouldBe(0.25 * -1.5 + 16);
        h.ToArray<double>().ShouldBe([-3 * 1 + 10, 1, 4800]);
    }

    [Fact]
    public void ResultsAreRecordedOnRequest()
    {
        var x = Tensor.From(0.5, -1.5, 2);
        x.RequiresGrad = true;
        var h = Autograd.Hessian(G, x, createGraph: true);
        Autograd.Grad(h.Sum(), x).ToArray<double>().ShouldBe([2 * 2, 2, 24 * 2]); // of 2 x1 + 2 · 2 x0 + 12 x2²
        var (_, jvp) = Autograd.Jvp(F, x, V, createGraph: true);
        Autograd.Grad(jvp.Sum(), x).ToArray<double>().ShouldBe([10, 1, 100 * 6 * 2]);
        x.Grad.ShouldBeNull();
    }

    [Fact]
    public void InsideNoGradTheyWorkToo()
    {
        using var noGrad = new NoGrad();
        Autograd.Hvp(G, X, V).Hvp.ToArray<double>().ShouldBe([7, 1, 4800]);
    }

    [Fact]
    public void ChangingTheInputInPlaceIsAnError() =>
        Should.Throw<AutogradException>(() => Autograd.Vjp(x => { x += 1; return x; }, X, V)).Message.ShouldContain("would change a leaf");

    [Fact]
    public void MistakesAreNamed()
    {
        Should.Throw<ShapeException>(() => Autograd.Jvp(F, X, Tensor.Ones([2], DType.Float64))).Message.ShouldBe(
            "Autograd.Jvp: the vector for input 0 must have its shape [3], not [2].");
        Should.Throw<ArgumentException>(() => Autograd.Hvp(x => x[0].Sum(), [X, V], [V])).Message.ShouldStartWith("Autograd.Hvp of 2 inputs needs as many vectors, not 1.");
        Should.Throw<AutogradException>(() => Autograd.Hessian(F, X)).Message.ShouldStartWith("Autograd.Hessian without gradOutputs needs outputs of one element");
    }
}
