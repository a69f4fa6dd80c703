using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Modules;

/// <summary>What layers do beyond the operations under them: modes, initial weights, sharing, errors.</summary>
public class LayerTests
{
    [Theory]
    [InlineData("64x32")]
    [InlineData("32x16x3x5")]
    public void Initialisers_have_the_bounds_and_deviations_of_PyTorch(string name)
    {
        var args = Fixture.Case($"modules:init_{name}").Args;
        int[] shape = [.. args.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())];
        var generator = new Generator(5);
        CheckUniform(Init.KaimingUniform(Tensor.Empty(shape), Math.Sqrt(5), generator: generator), Number("default_bound"));
        CheckUniform(Init.XavierUniform(Tensor.Empty(shape), generator: generator), Number("xavier_bound"));
        CheckNormal(Init.KaimingNormal(Tensor.Empty(shape), mode: FanMode.FanOut, nonlinearity: Nonlinearity.Relu, generator: generator), Number("kaiming_relu_out_std"));
        CheckNormal(Init.XavierNormal(Tensor.Empty(shape), Init.Gain(Nonlinearity.Tanh), generator), Number("xavier_tanh_std"));

        double Number(string key) => args.GetProperty(key).GetDouble();
    }

    [Fact]
    public void Layers_start_as_those_of_PyTorch()
    {
        Random.Seed(3);
        CheckUniform(new Linear(400, 50).Weight, 1 / Math.Sqrt(400));
        CheckUniform(new Linear(4, 3000).Bias!, 0.5);
        CheckUniform(new Conv2d(8, 64, kernel: 3, groups: 2).Weight, 1 / Math.Sqrt(4 * 9));
        CheckUniform(new Conv2d(1, 2000, kernel: (2, 1)).Bias!, 1 / Math.Sqrt(2));
        CheckNormal(new Embedding(100, 60).Weight, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_layer()
    {
        Random.Seed(11);
        var first = new Linear(7, 5);
        Random.Seed(11);
        new Linear(7, 5).Weight.ToArray<float>().ShouldBe(first.Weight.ToArray<float>());
        new Linear(7, 5).Weight.ToArray<float>().ShouldNotBe(first.Weight.ToArray<float>());
    }

    [Fact]
    public void Dropout_drops_in_training_only()
    {
        Random.Seed(1);
        var dropout = new Dropout(0.25);
        var x = Tensor.Ones([10000]);
        var y = dropout.Forward(x).ToArray<float>();
        y.Distinct().Order().ShouldBe([0f, 1 / 0.75f]);
        y.Count(v => v == 0).ShouldBeInRange(2300, 2700);
        dropout.Eval();
        dropout.Forward(x).ShouldBeSameAs(x);
        Should.Throw<ArgumentOutOfRangeException>(() => new Dropout(1.5));
    }

    [Fact]
    public void The_padding_row_starts_at_zero_and_gets_no_gradient()
    {
        var embedding = new Embedding(4, 3, paddingIdx: -1);
        embedding.Weight[3].ToArray<float>().ShouldBe([0f, 0f, 0f]);
        embedding.Forward(Tensor.From([3L, 1L, 1L], [3])).Sum().Backward();
        embedding.Weight.Grad!.ToArray<float>().ShouldBe([0f, 0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0]);
        Should.Throw<ArgumentOutOfRangeException>(() => new Embedding(4, 3, paddingIdx: 4));
    }

    sealed class TiedModel : Module
    {
        internal readonly Embedding tokens = new(6, 4);
        internal readonly Linear head;

        public TiedModel() => head = new(4, 6, bias: false) { Weight = tokens.Weight };
    }

    [Fact]
    public void A_shared_weight_is_one_parameter()
    {
        var model = new TiedModel();
        model.Parameters().Names.ShouldBe(["tokens.weight"]);
        model.head.Forward(model.tokens.Forward(Tensor.From([0L], [1]))).Sum().Backward();
        model.tokens.Weight.Grad.ShouldNotBeNull();
    }

    sealed class Named : Module
    {
        internal readonly Conv2d conv1 = new(3, 6, kernel: 5);
        internal readonly Linear fc1 = new(8, 2);
        internal readonly BatchNorm2d bn1 = new(6);
        internal readonly LayerNorm norm = new(8);
    }

    [Fact]
    public void Errors_name_the_layer_what_it_expects_and_what_it_got()
    {
        var net = new Named();
        net.Parameters();
        Message(() => net.conv1.Forward(Tensor.Zeros([100, 1, 32, 32])))
            .ShouldBe("Conv2d conv1 expects 3 input channels (weight [6, 3, 5, 5]) but got [100, 1, 32, 32]: channels are dimension 1.");
        Message(() => net.fc1.Forward(Tensor.Zeros([4, 9])))
            .ShouldBe("Linear fc1 expects 8 input features (weight [2, 8]) but got [4, 9]: features are the last dimension.");
        Message(() => net.bn1.Forward(Tensor.Zeros([4, 5, 2, 2])))
            .ShouldBe("BatchNorm2d bn1 expects [N, C, H, W] with 6 channels but got [4, 5, 2, 2]: channels are dimension 1.");
        Message(() => net.norm.Forward(Tensor.Zeros([4, 5])))
            .ShouldBe("LayerNorm norm normalises the last dimensions [8] but got [4, 5].");
        Message(() => net.conv1.Forward(Tensor.Zeros([32, 32]))).ShouldBe("Conv2d conv1 expects [N, C, H, W] or [C, H, W] but got [32, 32].");
        net.conv1.Forward(Tensor.Zeros([3, 9, 9])).Shape.ShouldBe([6, 5, 5]);
        Should.Throw<ArgumentException>(() => new Conv2d(3, 4, kernel: 1, groups: 2)).Message
            .ShouldBe("Conv2d cannot split 3 input and 4 output channels into 2 groups: both must be multiples.");

        static string Message(Action action) => Should.Throw<ShapeException>(action).Message;
    }

    [Fact]
    public void Sizes_out_of_range_name_the_layer_and_the_argument()
    {
        Message(() => new Linear(-1, 4)).ShouldStartWith("Linear needs inFeatures of 0 or more. (Parameter 'inFeatures')");
        Message(() => new Embedding(-3, 4)).ShouldStartWith("Embedding needs numEmbeddings of 0 or more.");
        Message(() => new Conv2d(1, 4, kernel: (3, -3))).ShouldStartWith("Conv2d needs kernel of 1 or more.");
        Message(() => new Conv2d(1, 4, kernel: 3, stride: 0)).ShouldStartWith("Conv2d needs stride of 1 or more.");
        Message(() => new Conv2d(1, 4, kernel: 3, padding: -1)).ShouldStartWith("Conv2d needs padding of 0 or more.");
        Message(() => new Conv2d(1, 4, kernel: 3, dilation: (0, 1))).ShouldStartWith("Conv2d needs dilation of 1 or more.");
        Message(() => new BatchNorm2d(-2)).ShouldStartWith("BatchNorm2d needs numFeatures of 0 or more.");

        static string Message(Func<object> make) => Should.Throw<ArgumentOutOfRangeException>(make).Message;
    }

    [Fact]
    public void Layers_without_state_are_their_operations()
    {
        var x = Tensor.RandN([2, 3, 4, 4]);
        Same(new AdaptiveMaxPool2d(2).Forward(x), x.AdaptiveMaxPool2d(2));
        Same(new LogSoftmax(1).Forward(x), x.LogSoftmax(1));
        Same(new LogSigmoid().Forward(x), x.LogSigmoid());
        Same(new Softplus(2, 3).Forward(x), x.Softplus(2, 3));

        static void Same(Tensor a, Tensor b) => a.ToArray<float>().ShouldBe(b.ToArray<float>());
    }

    [Fact]
    public void A_LayerNorm_can_do_without_bias() => new LayerNorm(4, bias: false).Parameters().Names.ShouldBe(["weight"]);

    [Fact]
    public void Losses_are_method_groups()
    {
        Func<Tensor, Tensor, Tensor>[] losses = [Loss.CrossEntropy, Loss.Nll, Loss.Mse, Loss.L1, Loss.Bce, Loss.BceWithLogits];
        losses[2](Tensor.Zeros([2]), Tensor.Ones([2])).Item().ShouldBe(1);
    }

    [Fact]
    public void Activations_and_shapes_in_a_Sequential()
    {
        Sequential net =
        [
            new Conv2d(1, 4, kernel: 3, padding: 1), new BatchNorm2d(4), new Relu(), new MaxPool2d(2), new AvgPool2d(2, stride: 1),
            new AdaptiveAvgPool2d(2), new Flatten(), new Linear(16, 8), new LayerNorm(8), new LeakyRelu(), new Gelu(), new Silu(), new Tanh(),
            new Sigmoid(), new Dropout(), new Identity(), new Softmax(-1),
        ];
        var summary = net.Summary([2, 1, 8, 8]);
        string[] rows = [.. summary.Split('\n').Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        rows.ShouldContain("0 (Conv2d) [2, 4, 8, 8] 40");
        rows.ShouldContain("3 (MaxPool2d) [2, 4, 4, 4]");
        rows.ShouldContain("4 (AvgPool2d) [2, 4, 3, 3]");
        rows.ShouldContain("16 (Softmax) [2, 8]");
        net.Forward(Tensor.RandN([2, 1, 8, 8])).Sum(-1).ToArray<float>().ShouldBe([1f, 1f], 1e-5);
    }

    [Fact]
    public void Running_statistics_may_be_strided_views_but_not_expanded_ones()
    {
        var x = Tensor.Arange(16).To(DType.Float32).Reshape(2, 4, 2);
        var (plain, variance, memory) = (Tensor.Zeros([4]), Tensor.Ones([4]), Tensor.Zeros([4, 2]));
        x.BatchNorm(plain, variance.Clone(), training: true);
        x.BatchNorm(memory[.., 0], variance, training: true);
        memory[.., 0].ToArray<float>().ShouldBe(plain.ToArray<float>());
        memory[.., 1].ToArray<float>().ShouldBe([0f, 0, 0, 0]);
        Should.Throw<InvalidOperationException>(() => x.BatchNorm(Tensor.Zeros([1]).Expand([4]), variance, training: true)).Message.ShouldContain("expanded view");
    }

    static void CheckUniform(Tensor tensor, double bound)
    {
        var values = Raw.Values(tensor).Data;
        values.ShouldAllBe(v => Math.Abs(v) <= bound);
        values.Max(Math.Abs).ShouldBeGreaterThan(0.98 * bound);
        Deviation(values).ShouldBe(bound / Math.Sqrt(3), 0.06 * bound);
        values.Average().ShouldBe(0, 0.06 * bound);
    }

    static void CheckNormal(Tensor tensor, double std)
    {
        var values = Raw.Values(tensor).Data;
        Deviation(values).ShouldBe(std, 0.08 * std);
        values.Average().ShouldBe(0, 0.08 * std);
        ((double)values.Count(v => Math.Abs(v) > 2 * std) / values.Length).ShouldBe(0.0455, 0.02);
    }

    static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }
}
