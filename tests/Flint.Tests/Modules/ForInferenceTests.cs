using Flint.NN;

namespace Flint.Tests.Modules;

/// <summary>Copies for prediction: the same results without the batch norms, and an original that nothing happened to.</summary>
public class ForInferenceTests
{
    public static TheoryData<string> Nets => ["conv1d", "conv2d", "grouped", "conv3d", "transposed", "linear", "plain norm", "reflected"];

    static (Sequential Net, Tensor X) Make(string kind) => kind switch
    {
        "conv1d" => ([new Conv1d(3, 5, kernel: 3, padding: 1), new BatchNorm1d(5), new Relu()], Tensor.RandN([2, 3, 9])),
        "conv2d" => ([new Conv2d(3, 8, kernel: 3, stride: 2, bias: false), new BatchNorm2d(8), new Relu(), new Conv2d(8, 4, kernel: 1), new BatchNorm2d(4, eps: 1e-3)], Tensor.RandN([2, 3, 9, 9])),
        "grouped" => ([new Conv2d(4, 6, kernel: 3, groups: 2), new BatchNorm2d(6)], Tensor.RandN([2, 4, 7, 7])),
        "conv3d" => ([new Conv3d(2, 3, kernel: 2), new BatchNorm3d(3)], Tensor.RandN([2, 2, 4, 4, 4])),
        "transposed" => ([new ConvTranspose2d(4, 6, kernel: 3, groups: 2), new BatchNorm2d(6)], Tensor.RandN([2, 4, 5, 5])),
        "linear" => ([new Linear(6, 4, bias: false), new BatchNorm1d(4), new Tanh(), new Sequential(new Linear(4, 3), new BatchNorm1d(3))], Tensor.RandN([5, 6])),
        "plain norm" => ([new Conv2d(3, 4, kernel: 3), new BatchNorm2d(4, affine: false)], Tensor.RandN([2, 3, 5, 5])),
        _ => ([new Conv2d(3, 4, kernel: 3, padding: 1, paddingMode: PadMode.Reflect), new BatchNorm2d(4)], Tensor.RandN([2, 3, 5, 5])),
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void Norms_are_folded_and_results_stay(string kind)
    {
        Random.Seed(1);
        var (net, x) = Make(kind);
        Disturb(net);
        var state = net.StateDict().ToDictionary(p => p.Key, p => p.Value.To(DType.Float64).ToArray<double>());

        var fast = net.ForInference();
        net.IsTraining.ShouldBeTrue();
        net.StateDict().Keys.ShouldBe(state.Keys);
        foreach (var (key, value) in net.StateDict()) value.To(DType.Float64).ToArray<double>().ShouldBe(state[key]);

        net.Eval();
        var expected = net.Forward(x);
        Near(fast.Forward(x), expected);
        fast.IsTraining.ShouldBeFalse();
        fast.NamedBuffers().ShouldBeEmpty();
        fast.Modules().OfType<BatchNorm>().Count(norm => norm.Weight is not null).ShouldBe(0);

        // The original goes on by itself.
        using (new NoGrad()) net.Parameters()[0].Fill(0);
        Near(fast.Forward(x), expected);
    }

    // One layer after the other in a copy that records; 1 x 1 on large and on small images, depthwise, Winograd's way, strides.
    [Theory, InlineData(3, 8, 3, 2, 1, 21), InlineData(8, 40, 1, 1, 1, 20), InlineData(24, 40, 1, 1, 1, 7), InlineData(8, 8, 3, 1, 8, 14), InlineData(32, 32, 3, 1, 1, 28), InlineData(6, 12, 3, 1, 6, 9)]
    public void Rectifiers_are_part_of_the_layer_before_and_bits_stay(int inputs, int outputs, int kernel, int stride, int groups, int side)
    {
        Random.Seed(5);
        foreach (var (rectifier, most) in ((ILayer, float)[])[(new Relu(), float.PositiveInfinity), (new Relu6(), 6)])
        {
            Sequential net = [new Conv2d(inputs, outputs, kernel, stride, padding: kernel / 2, groups: groups), new BatchNorm2d(outputs), rectifier, new Conv2d(outputs, 4, kernel: 1), new Relu()];
            Disturb(net);
            foreach (var norm in net.OfType<BatchNorm2d>()) using (new NoGrad()) norm.Weight!.CopyFrom(norm.Weight * 8);
            var fast = net.ForInference();
            var x = Tensor.RandN([2, inputs, side, side]);
            using var _ = new NoGrad();
            var middle = fast[1].Forward(fast[0].Forward(x));
            float[] plain = middle.ToArray<float>(), seen = [];
            plain.Max().ShouldBeGreaterThan(6);
            Sequential block = [fast[0], fast[1], fast[2]];
            block.Forward(x).ToArray<float>().ShouldBe(plain.Select(v => Math.Min(Math.Max(v, 0), most)));
            fast.Forward(x).ToArray<float>().ShouldBe(fast[3].Forward(fast[2].Forward(middle)).ToArray<float>().Select(v => Math.Max(v, 0)));

            // A hook sees what it saw: outputs before the rectifier.
            using (((Module)fast[0]).RegisterForwardHook((_, y) => { seen = y.ToArray<float>(); return null; })) block.Forward(x);
            seen.ShouldBe(plain);
        }
    }

    [Fact]
    public void With_gradients_rectifiers_stay_by_themselves()
    {
        Random.Seed(6);
        Sequential net = [new Conv2d(2, 3, kernel: 1), new Relu()];
        var x = Tensor.RandN([1, 2, 4, 4]);
        x.RequiresGrad = true;
        var y = net.Forward(x);
        y.Sum().Backward();
        var mask = y.ToArray<float>().Select(v => v > 0 ? 1f : 0).ToArray();
        var dx = x.Grad!.ToArray<float>();
        float[] w = net.Parameters()[0].ToArray<float>();
        for (var c = 0; c < 2; c++)
            for (var p = 0; p < 16; p++) dx[c * 16 + p].ShouldBe(Enumerable.Range(0, 3).Sum(o => mask[o * 16 + p] * w[o * 2 + c]), 1e-5);
    }

    [Fact]
    public void A_norm_without_running_statistics_and_one_that_does_not_follow_stay()
    {
        Random.Seed(2);
        Sequential net = [new Conv2d(3, 4, kernel: 3), new BatchNorm2d(4, trackRunningStats: false), new Relu(), new BatchNorm2d(4), new Conv2d(4, 4, kernel: 1), new Relu(), new BatchNorm2d(4)];
        Disturb(net);
        var x = Tensor.RandN([2, 3, 6, 6]);
        var fast = net.ForInference();
        net.Eval();
        fast.StateDict().Keys.ShouldBe(net.StateDict().Keys);
        fast.Forward(x).ToArray<float>().ShouldBe(net.Forward(x).ToArray<float>());
    }

    [Fact]
    public void A_layer_that_is_used_twice_is_not_folded()
    {
        Random.Seed(3);
        var shared = new Linear(4, 4);
        Sequential net = [shared, new BatchNorm1d(4), shared];
        Disturb(net);
        var x = Tensor.RandN([5, 4]);
        var fast = net.ForInference();
        net.Eval();
        fast.Forward(x).ToArray<float>().ShouldBe(net.Forward(x).ToArray<float>());
        fast[0].ShouldBeSameAs(fast[2]);
        fast[0].ShouldNotBeSameAs(shared);
    }

    [Fact]
    public void A_folded_linear_layer_refuses_what_the_norm_would_have_treated_otherwise()
    {
        var fast = new Sequential(new Linear(4, 3), new BatchNorm1d(3)).ForInference();
        Should.Throw<ShapeException>(() => fast.Forward(Tensor.Zeros([2, 3, 4]))).Message.ShouldContain("folded");
    }

    sealed class Block(int channels) : Module, ILayer, IBatchNormPairs
    {
        readonly Conv2d conv = new(channels, channels, kernel: 3, padding: 1);
        readonly BatchNorm2d norm = new(channels);
        readonly Dropout dropout = new(0.5);

        public IEnumerable<(ILayer Layer, BatchNorm Norm)> BatchNormPairs => [(conv, norm)];

        public Tensor Forward(Tensor x) => dropout.Forward(norm.Forward(conv.Forward(x)).Relu() + x);
    }

    sealed class Collections : Module
    {
        readonly Block[] array = [new(2), new(2)];
        readonly List<Block> list = [new(2)];
        readonly Dictionary<string, Block> named = new() { ["a"] = new(2) };
        readonly ModuleList<Block> modules = [new(2)];
        readonly Tensor scale = Parameter(Tensor.Ones([1]));

        public Tensor Forward(Tensor x)
        {
            foreach (var block in (Block[])[.. array, .. list, .. named.Values, .. modules]) x = block.Forward(x);
            return x * scale;
        }
    }

    [Fact]
    public void Modules_of_users_are_copied_through_their_collections()
    {
        Random.Seed(4);
        var net = new Collections();
        Disturb(net);
        var x = Tensor.RandN([2, 2, 5, 5]);
        var fast = net.ForInference();
        net.Modules().ShouldAllBe(m => m.IsTraining);
        net.Eval();
        Near(fast.Forward(x), net.Forward(x));
        fast.NamedBuffers().ShouldBeEmpty();
        fast.Modules().Intersect(net.Modules()).ShouldBeEmpty();
        fast.StateDict()["scale"].ShouldBeSameAs(net.StateDict()["scale"]);
    }

    sealed class InTuple : Module
    {
        readonly (Linear, Linear) pair = (new(2, 2), new(2, 2));

        public Tensor Forward(Tensor x) => pair.Item2.Forward(pair.Item1.Forward(x));
    }

    [Fact]
    public void A_tuple_of_modules_cannot_be_copied_and_the_error_says_what_to_do() =>
        Should.Throw<StateException>(() => new InTuple().ForInference()).Message.ShouldBe(
            "InTuple keeps modules in a ValueTuple, which cannot be copied: hold them in fields, an array, a List or a Dictionary.");

    [Fact]
    public void Hooks_stay_with_the_original()
    {
        Sequential net = [new Linear(2, 2)];
        var calls = 0;
        using var hook = ((Linear)net[0]).RegisterForwardHook((_, _) =>
        {
            calls++;
            return null;
        });
        net.ForInference().Forward(Tensor.Ones([1, 2]));
        calls.ShouldBe(0);
        net.Forward(Tensor.Ones([1, 2]));
        calls.ShouldBe(1);
    }

    /// <summary>Statistics and parameters as after some training, other than 0 and 1.</summary>
    static void Disturb(Module net)
    {
        using var _ = new NoGrad();
        foreach (var norm in net.Modules().OfType<BatchNorm>())
        {
            norm.RunningMean?.CopyFrom(Tensor.RandN(norm.RunningMean.Shape));
            norm.RunningVar?.CopyFrom(Tensor.Rand(norm.RunningVar.Shape) + 0.1);
            norm.Weight?.CopyFrom(Tensor.RandN(norm.Weight.Shape));
            norm.Bias?.CopyFrom(Tensor.RandN(norm.Bias.Shape));
        }
    }

    static void Near(Tensor actual, Tensor expected)
    {
        actual.Shape.ShouldBe(expected.Shape);
        var (a, b) = (actual.ToArray<float>(), expected.ToArray<float>());
        for (var i = 0; i < a.Length; i++) a[i].ShouldBe(b[i], 1e-5 * Math.Max(1, Math.Abs(b[i])));
    }
}
