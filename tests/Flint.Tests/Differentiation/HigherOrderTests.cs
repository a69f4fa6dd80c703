namespace Flint.Tests.Differentiation;

/// <summary>Gradients as values and gradients of gradients.</summary>
public sealed class HigherOrderTests
{
    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From<double>(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void DerivativesOfAnyOrder()
    {
        var x = Leaf(2);
        var y = x.Pow(5.0).Sum();
        double[] expected = [80, 160, 240, 240, 120];
        foreach (var value in expected)
        {
            y = Autograd.Grad(y, x, createGraph: true).Sum();
            y.Item<double>().ShouldBe(value, 1e-9);
        }
    }

    [Fact]
    public void HigherDerivativesOfTanh()
    {
        // d/dx tanh = 1 - t², then -2t(1 - t²), then (1 - t²)(6t² - 2)
        var x = Leaf(0.3, -1.2);
        var first = Autograd.Grad(x.Tanh().Sum(), x, createGraph: true);
        var second = Autograd.Grad(first.Sum(), x, createGraph: true);
        var third = Autograd.Grad(second.Sum(), x);
        for (var i = 0; i < 2; i++)
        {
            var t = Math.Tanh(x.ToArray<double>()[i]);
            second.ToArray<double>()[i].ShouldBe(-2 * t * (1 - t * t), 1e-12);
            third.ToArray<double>()[i].ShouldBe((1 - t * t) * (6 * t * t - 2), 1e-12);
        }
    }

    [Fact]
    public void GradTouchesNoLeafAndComputesOnlyWhatIsAsked()
    {
        var (a, b) = (Leaf(2, 3), Leaf(5, 7));
        var asked = false;
        var other = Tape.Record(b.Detach() * 1, b, dy => { asked = true; return dy; });
        var h = a * 2;
        var y = (h * h * other).Sum();
        var gradients = Autograd.Grad([y], [h, a], retainGraph: true);
        gradients[0].ToArray<double>().ShouldBe([40, 84]);
        gradients[1].ToArray<double>().ShouldBe([80, 168]);
        (a.Grad is null, b.Grad is null, asked).ShouldBe((true, true, false));
        y.Backward();
        a.Grad!.ToArray<double>().ShouldBe([80, 168]);
        asked.ShouldBeTrue();
    }

    [Fact]
    public void SeveralOutputsAddUp()
    {
        var x = Leaf(1, 2);
        var g = Autograd.Grad([x * x, x.Sum()], [x], [Tensor.From(10.0, 100), null])[0];
        g.ToArray<double>().ShouldBe([21, 401]);
    }

    [Fact]
    public void GradientsOfDifferentInputsShareNoMemory()
    {
        var (a, b) = (Leaf(1, 2), Leaf(3, 4));
        var gradients = Autograd.Grad([(a + b).Sum()], [a, b]);
        gradients[0].Fill(9);
        gradients[1].ToArray<double>().ShouldBe([1, 1]);
    }

    [Fact]
    public void BackwardThroughAGradientReachesWhatTheGradientDependsOn()
    {
        var (x, w) = (Leaf(1, 2), Leaf(3, 4));
        var g = Autograd.Grad((x * x * w).Sum(), x, createGraph: true); // 2 x w
        g.Square().Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([8 * 1 * 9, 8 * 2 * 16]);
        w.Grad!.ToArray<double>().ShouldBe([8 * 3, 8 * 4 * 4]);
    }

    [Fact]
    public void BackwardWithCreateGraphLeavesRecordedGradients()
    {
        var x = Leaf(3);
        x.Pow(3.0).Sum().Backward(createGraph: true);
        x.Grad!.RequiresGrad.ShouldBeTrue();
        Autograd.Grad(x.Grad.Sum(), x).Item<double>().ShouldBe(18, 1e-12);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        var (x, y) = (Leaf(1, 2), Leaf(1, 2));
        Should.Throw<AutogradException>(() => Autograd.Grad((x * x).Sum(), y)).Message.ShouldBe(
            "Autograd.Grad: no output depends on input 0 (shape [2]), so it has no gradient: leave it out, or pass allowUnused: true to get null.");
        Autograd.Grad([(x * x).Sum()], [y], allowUnused: true)[0].ShouldBeNull();
        Should.Throw<AutogradException>(() => Autograd.Grad(Tensor.Ones([1]), x)).Message.ShouldStartWith("Autograd.Grad: nothing was recorded for output 0 (shape [1])");
        Should.Throw<AutogradException>(() => Autograd.Grad(x.Sum(), Tensor.Ones([2]))).Message.ShouldStartWith("Autograd.Grad: input 0 (shape [2]) does not require a gradient");
        Should.Throw<AutogradException>(() => Autograd.Grad(x * x, x)).Message.ShouldStartWith("Autograd.Grad without gradOutputs needs outputs of one element, but one has shape [2]");
        Should.Throw<ShapeException>(() => Autograd.Grad(x * x, x, Tensor.Ones([3]))).Message.ShouldBe("The gradient passed to Autograd.Grad must have the tensor's shape [2], not [3].");
    }

    [Fact]
    public void ARuleThatDoesNotRecordIsAnErrorNotAZero()
    {
        var x = Leaf(1, 2);
        Tensor Cube() => Tape.Record(x.Detach().Pow(3.0), x, dy => Tensor.From(dy.ToArray<double>()) * 3 * x.Detach().Square(), x);
        Cube().Sum().Backward();
        x.Grad!.ToArray<double>().ShouldBe([3, 12]);
        Should.Throw<AutogradException>(() => Autograd.Grad(Cube().Sum(), x, createGraph: true)).Message.ShouldBe(
            "The gradient rule in HigherOrderTests.ARuleThatDoesNotRecordIsAnErrorNotAZero has no second derivative: what it gave is not recorded, and createGraph asks for that. Write the rule as tensor operations on the tensors that were recorded (no Detach, no NoGrad, no spans), or do without createGraph.");
    }

    [Fact]
    public void ARuleOfTensorOperationsIsDifferentiatedAgain()
    {
        var x = Leaf(1, 2);
        var cube = Tape.Record(x.Detach().Pow(3.0), x, dy => dy * 3 * x.Square(), x);
        var g = Autograd.Grad(cube.Sum(), x, createGraph: true);
        Autograd.Grad(g.Sum(), x).ToArray<double>().ShouldBe([6, 12]);
    }

    [Fact]
    public void GradCheckTellsARightSecondDerivativeFromAWrongOne()
    {
        Tensor x = Leaf(1, 2), w = Leaf(0.5, -1);
        GradCheck.CheckSecond(v => (v[0] * v[1]).Tanh() * v[0], [x, w]);
        // The rule is right, but treats x as a constant.
        Tensor Wrong(Tensor[] v) => Tape.Record(v[0].Detach() * v[0].Detach() + 0 * v[1].Detach(), [v[0], v[1]], (dy, _) => [dy * 2 * v[0].Detach(), dy * 0 * v[1]]);
        GradCheck.Check(Wrong, [x, w]);
        Should.Throw<AutogradException>(() => GradCheck.CheckSecond(Wrong, [x, w])).Message.ShouldStartWith("The recorded gradient deviates");
    }

    [Fact]
    public void CreateGraphInsideNoGradRecords()
    {
        var x = Leaf(2);
        var y = x.Pow(3.0).Sum();
        using var noGrad = new NoGrad();
        var g = Autograd.Grad(y, x, createGraph: true);
        Autograd.Grad(g, x, gradOutput: Tensor.Ones([1], DType.Float64)).Item<double>().ShouldBe(12, 1e-12);
    }

    [Fact]
    public void InPlaceAssignmentIsDifferentiatedTwice()
    {
        var (x, v) = (Leaf(1, 2, 3), Leaf(5));
        var y = x * x;
        y[1..] = v * v * v;
        var g = Autograd.Grad([y.Square().Sum()], [x, v], createGraph: true); // 4 x0³; 2 · 6 v⁵
        var second = Autograd.Grad([g[0].Sum(), g[1].Sum()], [x, v]);
        second[0].ToArray<double>().ShouldBe([12, 0, 0]);
        second[1].Item<double>().ShouldBe(60 * Math.Pow(5, 4), 1e-6);
    }
}
