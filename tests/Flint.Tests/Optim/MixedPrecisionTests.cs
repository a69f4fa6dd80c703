using Flint.NN;
using Flint.Optim;

namespace Flint.Tests.Optim;

/// <summary>Float32 master weights of 16-bit parameters, and the scaling of losses.</summary>
public sealed class MixedPrecisionTests
{
    [Theory, InlineData(false, 1f), InlineData(true, 0.98828125f)]
    public void StepsTooSmallForBFloat16AddUpInMasterWeights(bool masterWeights, float expected)
    {
        var w = Leaf(1, DType.BFloat16);
        var sgd = new Sgd([w], lr: 1e-4) { MasterWeights = masterWeights };
        for (var i = 0; i < 100; i++)
        {
            w.Grad = Tensor.Ones([4], DType.BFloat16);
            sgd.Step();
        }
        // 1 - 100 · 1e-4 = 0.99; the numbers beside it are 0.98828125 and 0.9921875.
        w.To(DType.Float32).ToArray<float>().ShouldAllBe(x => x == expected);
    }

    [Theory, InlineData(DType.BFloat16), InlineData(DType.Float16)]
    public void MasterWeightsAreThoseOfATrainingInFloat32(DType dtype)
    {
        var generator = new Generator(3);
        var narrow = Tensor.RandN([50], generator: generator).To(dtype);
        var wide = narrow.To(DType.Float32);
        (narrow.RequiresGrad, wide.RequiresGrad) = (true, true);
        var (mixed, full) = (new AdamW([narrow], lr: 0.01) { MasterWeights = true }, new AdamW([wide], lr: 0.01));
        for (var i = 0; i < 5; i++)
        {
            narrow.Grad = Tensor.RandN([50], generator: generator).To(dtype);
            wide.Grad = narrow.Grad.To(DType.Float32);
            mixed.Step();
            full.Step();
        }
        mixed.StateDict()["0.master"].ToArray<float>().ShouldBe(wide.ToArray<float>());
        narrow.To(DType.Float32).ToArray<float>().ShouldBe(wide.To(dtype).To(DType.Float32).ToArray<float>());

        var copy = narrow.Clone();
        copy = copy.Detach();
        copy.RequiresGrad = true;
        var resumed = new AdamW([copy], lr: 0.5) { MasterWeights = true };
        resumed.LoadStateDict(mixed.StateDict().ToDictionary(e => e.Key, e => e.Value.Clone()));
        copy.Grad = narrow.Grad = Tensor.Ones([50], dtype);
        mixed.Step();
        resumed.Step();
        resumed.StateDict()["0.master"].ToArray<float>().ShouldBe(mixed.StateDict()["0.master"].ToArray<float>());
        Should.Throw<InvalidOperationException>(() => mixed.MasterWeights = false).Message.ShouldBe(
            "AdamW.MasterWeights was set to False after the first step: set it when the optimiser is made.");
    }

    [Fact]
    public void ParametersOf16BitsAreUpdatedWithoutMasterWeightsToo()
    {
        var w = Leaf(1, DType.Float16);
        var adam = new Adam([w], lr: 0.25);
        w.Grad = Tensor.Ones([4], DType.Float16);
        adam.Step();
        w.To(DType.Float32).ToArray<float>().ShouldBe([0.75f, 0.75f, 0.75f, 0.75f], 1e-3f);
        adam.StateDict()["0.exp_avg"].DType.ShouldBe(DType.Float16);
    }

    [Fact]
    public void AScaleKeepsGradientsThatFloat16Loses()
    {
        var w = Leaf(1, DType.Float16);
        Tensor Loss() => (w * Tensor.Full([4], 1e-4, DType.Float16)).Sum().To(DType.Float32) * 1e-4;
        Loss().Backward();
        w.Grad!.To(DType.Float32).ToArray<float>().ShouldBe(new float[4]);

        w.Grad = null;
        var (scaler, sgd) = (new GradScaler(), new Sgd([w], lr: 1) { MasterWeights = true });
        scaler.Scale(Loss()).Backward();
        scaler.Unscale(sgd).ShouldBeTrue();
        w.Grad!.DType.ShouldBe(DType.Float32);
        w.Grad.ToArray<float>().ShouldAllBe(g => Math.Abs(g - 1e-8f) < 2e-11);
        Clip.GradNorm([w], 1).ShouldBe(2e-8, 1e-10);
    }

    [Fact]
    public void AStepThatOverflowsIsLeftOutAndTheScaleHalved()
    {
        var w = Leaf(2, DType.Float16);
        var (scaler, sgd) = (new GradScaler(growthInterval: 2), new Sgd([w], lr: 0.5) { MasterWeights = true });
        List<(bool, double)> steps = [];
        for (var i = 0; i < 5; i++)
        {
            w.Grad = null;
            scaler.Scale(w.Sum()).Backward();
            var stepped = scaler.Step(sgd);
            scaler.Update();
            steps.Add((stepped, scaler.CurrentScale));
            if (i == 0) w.To(DType.Float32).ToArray<float>().ShouldBe([2, 2, 2, 2]);
        }
        // 65536 is above Float16's 65504: the gradient of the first step is infinite, and again once the scale has grown.
        steps.ShouldBe([(false, 32768), (true, 32768), (true, 65536), (false, 32768), (true, 32768)]);
        w.To(DType.Float32).ToArray<float>().ShouldBe([0.5f, 0.5f, 0.5f, 0.5f]);
        sgd.StateDict()["0.step"].Item<long>().ShouldBe(3);

        var other = new GradScaler();
        other.LoadStateDict(scaler.StateDict());
        other.StateDict().Select(e => e.Value.Item<double>()).ShouldBe([32768, 1]);
    }

    [Fact]
    public void WrongUseOfAScalerIsSaid()
    {
        var w = Leaf(1, DType.Float32);
        var (scaler, sgd) = (new GradScaler(8), new Sgd([w], lr: 1));
        Should.Throw<InvalidOperationException>(scaler.Update).Message.ShouldBe("GradScaler.Update() comes after a step: call Step(optimizer) first.");
        w.Grad = Tensor.Full([4], 8f);
        scaler.Unscale(sgd);
        w.Grad.ToArray<float>().ShouldBe([1, 1, 1, 1]);
        Should.Throw<InvalidOperationException>(() => scaler.Unscale(sgd)).Message.ShouldBe(
            "GradScaler unscaled the gradients of this Sgd already: call Unscale or Step once, then Update().");
        scaler.Step(sgd).ShouldBeTrue();
        // A forgotten Update(): the gradients of this backward pass would be taken for unscaled ones.
        w.Grad = Tensor.Full([4], 8f);
        Should.Throw<InvalidOperationException>(() => scaler.Step(sgd)).Message.ShouldBe(
            "GradScaler stepped this Sgd already: call Update() after the step of each optimiser, before the next backward pass.");
        w.ToArray<float>().ShouldBe(new float[4]);
        scaler.Update();
        scaler.Step(sgd).ShouldBeTrue();
        w.ToArray<float>().ShouldBe([-1, -1, -1, -1]);
        Should.Throw<ArgumentOutOfRangeException>(() => new GradScaler(0)).Message.ShouldContain("a finite scale above 0");
        Should.Throw<StateException>(() => scaler.LoadStateDict(new Dictionary<string, Tensor>()));
    }

    [Theory, InlineData("lamb"), InlineData("muon"), InlineData("adafactor")]
    public void SquaresThatFloat16DoesNotHoldAreSummedInFloat32(string name)
    {
        // Σ p² and Σ g² are 90,000, above Float16's 65,504; steps are of Float32 within the roundings of Float16.
        Tensor Stepped(DType dtype)
        {
            var w = Tensor.Full([300, 300], 1, dtype);
            w.RequiresGrad = true;
            w.Grad = Tensor.Full([300, 300], name == "muon" ? 20 : 1, dtype);
            Optimizer optimizer = name switch { "lamb" => new Lamb([w], 0.1), "muon" => new Muon([w], 0.1), _ => new Adafactor([w], 0.1) };
            optimizer.Step();
            return w.Detach().To(DType.Float32);
        }
        (Stepped(DType.Float16) - Stepped(DType.Float32)).Abs().Max().Item<double>().ShouldBeInRange(0, 2e-3);
    }

    [Theory, InlineData(DType.Float16, 1.0 / 1024), InlineData(DType.BFloat16, 1.0 / 128)]
    public void AdafactorsLeastMeanSquareIsThatOfTheDType(DType dtype, double epsilon)
    {
        // Squares of such gradients are 0 in Float16: without a floor that the dtype holds, the step divides by 0.
        var w = Tensor.Full([2, 2], 1, dtype);
        w.RequiresGrad = true;
        w.Grad = Tensor.Full([2, 2], 1e-5, dtype);
        new Adafactor([w], 0.1).Step();
        // 1 - 0.1 g / epsilon, to half a step of the dtype below 1.
        w.Detach().To(DType.Float64).ToArray<double>().ShouldAllBe(value => Math.Abs(value - (1 - 1e-6 / epsilon)) <= epsilon / 4);
    }

    [Theory, InlineData(DType.Float16), InlineData(DType.BFloat16)]
    public void AConvertedNetworkComputesNearlyTheSame(DType dtype)
    {
        Flint.Random.Seed(4);
        var net = new Sequential(new Conv2d(2, 4, kernel: 3, padding: 1), new BatchNorm2d(4), new Relu(), new MaxPool2d(2), new Flatten(), new LayerNorm([36]), new Linear(36, 3));
        var x = Tensor.RandN([8, 2, 6, 6], generator: new(1));
        var y = net.Forward(x);
        net.Eval();
        var evaluated = net.Forward(x);
        var weight = net.Parameters()[0];
        net.To(dtype);
        net.Parameters()[0].ShouldBeSameAs(weight);
        net.Parameters().Concat(net.Buffers().Where(b => b.DType != DType.Int64)).ShouldAllBe(t => t.DType == dtype);
        net.Forward(x.To(dtype)).To(DType.Float32).Sub(evaluated).Abs().Max().Item().ShouldBeLessThan(0.1f);
        net.Train();
        var narrow = net.Forward(x.To(dtype));
        narrow.To(DType.Float32).Sub(y).Abs().Max().Item().ShouldBeLessThan(0.1f);
        Loss.CrossEntropy(narrow, Tensor.From(0L, 1, 2, 0, 1, 2, 0, 1)).Backward();
        net.Parameters().ShouldAllBe(p => p.Grad!.DType == dtype && p.Grad.IsFinite().All().Item<bool>());
    }

    static Tensor Leaf(double value, DType dtype)
    {
        var w = Tensor.Full([4], value, dtype);
        w.RequiresGrad = true;
        return w;
    }
}
