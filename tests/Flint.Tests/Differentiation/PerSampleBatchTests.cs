using Flint.NN;

namespace Flint.Tests.Differentiation;

/// <summary>Gradients of samples from one pass over the batch, against those of samples that go through one by one.</summary>
public sealed class PerSampleBatchTests
{
    static readonly Tensor Labels = Tensor.From([0L, 1, 2, 0, 2, 1], [6]);

    public PerSampleBatchTests() => Flint.Random.Seed(11);

    [Fact]
    public void OfAnMlp() => Check(new Sequential(new Linear(5, 7), new Tanh(), new Linear(7, 3)), Numbers(6, 5));

    [Fact]
    public void OfLinearLayersOverPositions() => Check(
        new Sequential(new Linear(5, 7), new Tanh(), new RMSNorm(7), new LayerNorm([4, 7]), new Flatten(), new Linear(28, 3, bias: false)), Numbers(6, 4, 5));

    [Fact]
    public void OfImages() => Check(
        new Sequential(
            new Conv2d(4, 6, kernel: (3, 2), stride: (2, 1), padding: (1, 2), groups: 2), new InstanceNorm2d(6, affine: true), new Tanh(),
            new Conv2d(6, 6, kernel: 3, dilation: 2, padding: Padding.Same, groups: 3, paddingMode: PadMode.Reflect), new GroupNorm(3, 6), new Tanh(),
            new Conv2d(6, 4, kernel: (2, 3), padding: Padding.Same, bias: false), new MaxPool2d(2), new Flatten(), new Linear(32, 3)), Numbers(6, 4, 7, 5));

    [Fact]
    public void OfSignalsAndVolumes()
    {
        Check(new Sequential(new Conv1d(4, 6, kernel: 3, stride: 2, padding: 1, dilation: 2, groups: 2), new Tanh(), new Flatten(), new Linear(24, 3)), Numbers(6, 4, 9));
        Check(new Sequential(new Conv3d(2, 4, kernel: (2, 3, 2), stride: (1, 2, 1), padding: (1, 1, 0), groups: 2), new Tanh(), new Flatten(), new Linear(96, 3)), Numbers(6, 2, 3, 3, 4));
    }

    [Fact]
    public void OfText()
    {
        var net = new TextNet();
        Check(net, Tensor.From([1L, 2, 3, 0, 4, 4, 4, 0, 0, 0, 5, 6, 1, 3, 1, 3, 2, 2, 6, 5, 0, 1, 0, 2], [6, 4]));
        Check(net, Tensor.From([1, 2, 3, 0, 4, 6], [6, 1]));
    }

    [Fact]
    public void OfALayerUsedTwiceAndOneInTheLoss()
    {
        var (shared, last) = (new Linear(4, 4), new Linear(4, 3));
        var net = new Sequential(shared, new Tanh(), shared, new Tanh(), last);
        Check(net, Numbers(6, 4));
        Check(net, Numbers(6, 4), loss: (y, t) => Loss.CrossEntropy(y, t) + last.Weight.Square().Sum());
    }

    [Fact]
    public void OfABatchNormInEvaluation()
    {
        var net = new Sequential(new Linear(5, 7), new BatchNorm1d(7), new Linear(7, 3));
        net.To(DType.Float64);
        net.Forward(Numbers(6, 5));
        net.Eval();
        Check(net, Numbers(6, 5));
    }

    [Fact]
    public void OfParametersUsedInOtherWays()
    {
        Check(new Scaled(), Numbers(6, 4), forwards: 7);
        Check(new Tied(), Tensor.From([1L, 2, 0, 0, 1, 2], [6]), forwards: 7);
        Check(new Sequential(new WeightNorm(new Linear(4, 3))), Numbers(6, 4), forwards: 7);
    }

    [Fact]
    public void OfSamplesThatAreNotInTheFirstDimension()
    {
        Check(new TimeFirst(), Numbers(6, 5, 4), forwards: 7);
        Check(new TimeFirst(), Numbers(6, 6, 4), forwards: 7);
        Check(new Sequential(new Linear(6, 6), new Tanh(), new Linear(6, 3)), Numbers(6, 6));
    }

    [Fact]
    public void FrozenParametersAreLeftOut()
    {
        var (first, last) = (new Linear(5, 7), new Linear(7, 3));
        var net = new Sequential(first, new Tanh(), last);
        first.Freeze();
        Check(net, Numbers(6, 5)).ShouldBe(["2.weight", "2.bias"]);
    }

    [Fact]
    public void NormsAreOfAllParametersTogether()
    {
        Dictionary<string, Tensor> gradients = new() { ["a"] = Tensor.From([3.0, 0, 1, 2], [2, 2]), ["b"] = Tensor.From([4.0, 2], [2]) };
        PerSample.Norms(gradients).ToArray<double>().ShouldBe([5, 3]);
        Should.Throw<ArgumentException>(() => PerSample.Norms(new Dictionary<string, Tensor>())).Message.ShouldStartWith("PerSample.Norms needs at least one parameter's gradients.");
    }

    [Fact]
    public void MistakesAreNamed()
    {
        var net = new Sequential(new Linear(5, 3), new BatchNorm1d(3));
        Should.Throw<StateException>(() => PerSample.Gradients(net, net.Forward, Loss, Tensor.Zeros([6, 5]), Labels)).Message.ShouldBe(
            "PerSample.Gradients: BatchNorm1d 1 takes its statistics from the batch, so that no sample has a gradient of its own: use GroupNorm in its place, or call Eval() for the running statistics.");
        net.Eval();
        Should.Throw<ShapeException>(() => PerSample.Gradients(net, x => net.Forward(x).Sum(0), Loss, Tensor.Zeros([6, 5]), Labels)).Message.ShouldBe(
            "PerSample.Gradients expects forward to give one output per sample, [6, ...], but got [3].");
        Should.Throw<ShapeException>(() => PerSample.Gradients(net, net.Forward, (y, t) => y, Tensor.Zeros([6, 5]), Labels)).Message.ShouldBe(
            "PerSample.Gradients expects a loss of one element for one sample, but got [1, 3]: use Reduction.Mean or Sum.");

        static Tensor Loss(Tensor y, Tensor t) => Flint.NN.Loss.CrossEntropy(y, t);
    }

    /// <summary>One pass of the batch, or, with the six of the loop, <paramref name="forwards"/>, gives what the samples one by one give.</summary>
    static string[] Check<T>(T net, Tensor x, Func<Tensor, Tensor, Tensor>? loss = null, int forwards = 1) where T : Module, ILayer
    {
        net.To(DType.Float64);
        loss ??= (y, t) => Loss.CrossEntropy(y, t);
        var trained = net.NamedParameters().Where(p => p.Parameter.RequiresGrad).ToArray();
        var count = 0;
        var found = PerSample.Gradients(net, Forward, loss, x, Labels);
        count.ShouldBe(forwards);
        found.Keys.ShouldBe(trained.Select(p => p.Name));
        var expected = PerSample.Gradients([.. trained.Select(p => p.Parameter)], (x, t) => loss(net.Forward(x), t), x, Labels);
        foreach (var (e, (name, f)) in expected.Zip(found))
        {
            f.Shape.ShouldBe(e!.Shape, name);
            f.RequiresGrad.ShouldBeFalse();
            foreach (var (a, b) in f.ToArray<double>().Zip(e.ToArray<double>())) a.ShouldBe(b, 1e-10, name);
            e.Abs().Sum().Item<double>().ShouldBeGreaterThan(0, name);
        }
        net.Parameters().ShouldAllBe(p => p.Grad == null);
        return [.. found.Keys];

        Tensor Forward(Tensor input)
        {
            count++;
            return net.Forward(input);
        }
    }

    static Tensor Numbers(params int[] sizes) => Tensor.RandN(sizes, DType.Float64);

    sealed class TextNet : Module, ILayer
    {
        readonly Embedding words = new(7, 5, paddingIdx: 0);
        readonly LayerNorm norm = new(5);
        readonly Linear last = new(5, 3);

        public Tensor Forward(Tensor x) => last.Forward(norm.Forward(words.Forward(x)).Tanh().Mean(1));
    }

    sealed class Scaled : Module, ILayer
    {
        readonly Tensor scale = Parameter(Tensor.Full([3], 2.0));
        readonly Linear linear = new(4, 3);

        public Tensor Forward(Tensor x) => linear.Forward(x) * scale;
    }

    /// <summary>The table's rows are looked up by a layer, and are the weight of a product outside any.</summary>
    sealed class Tied : Module, ILayer
    {
        readonly Embedding words = new(3, 4);

        public Tensor Forward(Tensor x) => words.Forward(x).Tanh().Linear(words.Weight);
    }

    sealed class TimeFirst : Module, ILayer
    {
        readonly Linear linear = new(4, 3);

        public Tensor Forward(Tensor x) => linear.Forward(x.Transpose(0, 1)).Tanh().Mean(0);
    }
}
