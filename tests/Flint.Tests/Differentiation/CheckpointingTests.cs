using Flint.NN;

namespace Flint.Tests.Differentiation;

/// <summary>Parts of a network that are run again in the backward pass: the same gradients, less memory.</summary>
[Collection(nameof(Runtime.ThreadsCountCollection))]
public sealed class CheckpointingTests
{
    static Tensor Leaf(params double[] values)
    {
        var x = Tensor.From<double>(values);
        x.RequiresGrad = true;
        return x;
    }

    [Fact]
    public void GradientsReachInputsAndWhatTheFunctionCaptures()
    {
        Tensor x = Leaf(1, 2), w = Leaf(3, 4), outer = w * w;
        double[][] Run(bool checkpoint)
        {
            (x.Grad, w.Grad) = (null, null);
            Tensor Part(Tensor h) => (h * w + outer).Tanh() * h;
            var h = x * 0.1;
            (checkpoint ? Checkpointing.Run(Part, h) : Part(h)).Square().Sum().Backward(retainGraph: true);
            return [x.Grad!.ToArray<double>(), w.Grad!.ToArray<double>()];
        }
        Run(checkpoint: true).ShouldBe(Run(checkpoint: false));
    }

    [Fact]
    public void TheFunctionRunsTwice()
    {
        var (x, runs) = (Leaf(1, 2), 0);
        var y = Checkpointing.Run(h => { runs++; return h.Exp(); }, x);
        y.Sum().Backward();
        runs.ShouldBe(2);
        using var noGrad = new NoGrad();
        Checkpointing.Run(h => { runs++; return h.Exp(); }, x);
        runs.ShouldBe(3);
    }

    [Fact]
    public void RandomNumbersAreTheSame()
    {
        var own = new Generator(7);
        var x = Tensor.Ones([1000]);
        x.RequiresGrad = true;
        Flint.Random.Seed(3);
        var y = Checkpointing.Run(h => (h * 2f).Dropout(0.5).Dropout(0.5, generator: own), x, own);
        var (ambient, named) = (Flint.Random.Generator.State, own.State);
        y.Sum().Backward();
        x.Grad!.ToArray<float>().ShouldBe(y.ToArray<float>());
        (Flint.Random.Generator.State, own.State).ShouldBe((ambient, named));
    }

    [Fact]
    public void SeveralInputsAndOutputs()
    {
        var (a, b) = (Leaf(2), Leaf(3));
        var mask = Tensor.From(true);
        var y = Checkpointing.Run(v => [v[0] * v[1], mask, v[0].Exp(), v[1]], [a, b]);
        y[1].ShouldBeSameAs(mask);
        y[3].ShouldBeSameAs(b);
        (y[0] * y[0]).Sum().Backward();
        (a.Grad!.Item<double>(), b.Grad!.Item<double>()).ShouldBe((36, 24));
    }

    [Fact]
    public void Nested()
    {
        var x = Leaf(0.5, -0.3);
        Tensor Inner(Tensor h) => Checkpointing.Run(v => v.Tanh() * x, h);
        var y = Checkpointing.Run(h => Inner(Inner(h)), x);
        y.Sum().Backward();
        var got = x.Grad!.ToArray<double>();
        x.Grad = null;
        ((x.Tanh() * x).Tanh() * x).Sum().Backward();
        got.ShouldBe(x.Grad!.ToArray<double>());
    }

    [Fact]
    public void GradientsOfHigherOrder()
    {
        var x = Leaf(2);
        var y = Checkpointing.Run(h => h.Pow(4.0) * x, x);
        var g = Autograd.Grad(y.Sum(), x, createGraph: true);
        g.Item<double>().ShouldBe(80, 1e-9);
        Autograd.Grad(g.Sum(), x).Item<double>().ShouldBe(160, 1e-9);
    }

    [Fact]
    public void AWaitingGradientOfACapturedResultIsNotMixedUp()
    {
        var x = Leaf(3);
        var h = x * x;
        var y = Checkpointing.Run(v => v * h, x);
        (y * h).Sum().Backward(); // x · h · h = x⁵
        x.Grad!.Item<double>().ShouldBe(5 * 81, 1e-9);
    }

    [Fact]
    public void HooksOnParametersRunOnce()
    {
        var (x, w, calls) = (Leaf(2), Leaf(5), 0);
        w.RegisterHook(g => { calls++; return g * 2; });
        (Checkpointing.Run(h => h * w, x) + w).Sum().Backward();
        calls.ShouldBe(1);
        w.Grad!.Item<double>().ShouldBe(6);
    }

    [Fact]
    public void AFunctionThatDependsOnOtherTensorsTheSecondTimeIsAnError()
    {
        Tensor x = Leaf(1), a = Leaf(2), b = Leaf(3);
        var first = true;
        var y = Checkpointing.Run(h =>
        {
            var result = h * (first ? a : b);
            first = false;
            return result;
        }, x);
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldBe(
            "Checkpointing: when it was run again, the function depended on other tensors than before: it must compute the same both times.");
    }

    [Fact]
    public void AnInputThatChangedIsNoticed()
    {
        var x = Leaf(1) * 1;
        var y = Checkpointing.Run(h => h * h, x);
        x += 1;
        Should.Throw<AutogradException>(() => y.Sum().Backward()).Message.ShouldContain("changed in place");
    }

    [Fact]
    public void ModulesTrainAsWithout()
    {
        float[][] Run(bool checkpoint)
        {
            Flint.Random.Seed(1);
            var net = new Sequential(new Linear(4, 8), new Tanh(), new Dropout(0.3), new Linear(8, 2));
            var x = Tensor.RandN([5, 4]);
            var y = checkpoint ? Checkpointing.Run(net.Forward, x) : net.Forward(x);
            y.Square().Mean().Backward();
            return [.. net.Parameters().Select(p => p.Grad!.ToArray<float>())];
        }
        Run(true).ShouldBe(Run(false));
    }

    [Fact]
    public void MemoryOfIntermediateResultsIsNotHeld()
    {
        const int Count = 1 << 20, Steps = 12; // large beside what tests in parallel hold
        var x = Tensor.Ones([Count]);
        x.RequiresGrad = true;
        Tensor Part(Tensor h)
        {
            for (var i = 0; i < Steps; i++) h = (h * h).Tanh();
            return h;
        }
        long Held(Func<Tensor> forward)
        {
            Memory.Trim();
            var before = Memory.Report().LiveBytes;
            var y = forward();
            Memory.Trim();
            var held = Memory.Report().LiveBytes - before;
            y.Sum().Backward();
            return held;
        }
        var (plain, checkpointed) = (Held(() => Part(x)), Held(() => Checkpointing.Run(Part, x)));
        plain.ShouldBeGreaterThan(Count * 4L * Steps * 3 / 4);
        checkpointed.ShouldBeLessThan(Count * 4L * Steps / 2);
    }
}
