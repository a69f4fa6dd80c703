using Flint.Kernels;
using Flint.NN;
using Flint.Optim;

namespace Flint.Tests.Optim;

/// <summary>Groups, state and errors of optimisers.</summary>
public class OptimizerTests
{
    sealed class Pair : Module
    {
        internal readonly Tensor first = Parameter(Tensor.From([1f, -2f, 3f], [3]));
        internal readonly Tensor second = Parameter(Tensor.From([0.5f, 4f], [2, 1]));

        internal void SetGradients(int step)
        {
            first.Grad = Tensor.From([0.3f * step, 1f, -0.2f], [3]);
            second.Grad = step % 2 == 0 ? null : Tensor.From([-1f, 0.1f * step], [2, 1]);
        }

        internal float[] Values => [.. first.ToArray<float>(), .. second.ToArray<float>()];
    }

    static Optimizer Make(string name, Pair net) => name switch
    {
        "sgd" => new Sgd(net.Parameters(), 0.1, momentum: 0.9, dampening: 0.1),
        "adam" => new Adam(net.Parameters(), 0.1),
        _ => new AdamW(net.Parameters(), 0.1),
    };

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void A_resumed_optimiser_gives_the_same_bits(string name)
    {
        var whole = new Pair();
        var optimizer = Make(name, whole);
        for (var t = 0; t < 4; t++) Step(optimizer, whole, t);

        var resumed = new Pair();
        resumed.LoadStateDict(whole.StateDict());
        var other = Make(name, resumed);
        other.Lr = 77;
        other.LoadStateDict(optimizer.StateDict().ToDictionary(p => p.Key, p => p.Value.Clone()));
        for (var t = 4; t < 8; t++)
        {
            Step(optimizer, whole, t);
            Step(other, resumed, t);
            resumed.Values.ShouldBe(whole.Values);
        }

        static void Step(Optimizer optimizer, Pair net, int t)
        {
            net.SetGradients(t);
            optimizer.Step();
        }
    }

    [Fact]
    public void State_is_kept_by_parameter_name()
    {
        var net = new Pair();
        var adam = new Adam(net.Parameters());
        net.SetGradients(2);
        adam.Step();
        adam.StateDict().Keys.ShouldBe(["first.exp_avg", "first.exp_avg_sq", "first.step", "groups.0.lr", "groups.0.weight_decay", "groups.0.momentum"]);
        adam.StateDict()["first.step"].Item<long>().ShouldBe(1);
    }

    [Fact]
    public void State_of_another_optimiser_is_refused_as_a_whole()
    {
        var net = new Pair();
        var sgd = new Sgd(net.Parameters(), momentum: 0.9);
        net.SetGradients(1);
        sgd.Step();
        var error = Should.Throw<StateException>(() => new Adam(net.Parameters()).LoadStateDict(sgd.StateDict()));
        error.Message.ShouldContain("4 missing: first.exp_avg, first.exp_avg_sq, second.exp_avg, second.exp_avg_sq");
        error.Message.ShouldContain("2 unexpected: first.momentum_buffer, second.momentum_buffer");
    }

    [Fact]
    public void Groups_have_their_own_rates_and_decay()
    {
        var net = new Pair();
        var sgd = new Sgd([new ParameterGroup([net.first], lr: 0.5), new ParameterGroup([net.second], weightDecay: 1)], lr: 0.1);
        net.first.Grad = Tensor.Ones([3]);
        net.second.Grad = Tensor.Ones([2, 1]);
        sgd.Step();
        net.Values.ShouldBe([0.5f, -2.5f, 2.5f, 0.5f - 0.1f * 1.5f, 4f - 0.1f * 5f], 1e-6);
    }

    [Fact]
    public void Names_that_two_groups_share_are_told_apart()
    {
        var (a, b) = (new Pair(), new Pair());
        var sgd = new Sgd([new ParameterGroup(a.Parameters()), new ParameterGroup(b.NamedParameters().Where(p => p.Name == "first"))], momentum: 0.9);
        a.SetGradients(1);
        b.SetGradients(1);
        sgd.Step();
        sgd.StateDict().Keys.Where(k => k.EndsWith("buffer", StringComparison.Ordinal))
            .ShouldBe(["group0.first.momentum_buffer", "second.momentum_buffer", "group1.first.momentum_buffer"]);
    }

    [Fact]
    public void A_strided_parameter_is_updated_in_its_place()
    {
        var memory = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
        var column = memory[.., 1].Detach();
        column.RequiresGrad = true;
        column.Grad = Tensor.Ones([2]);
        new Adam([column], lr: 1).Step();
        memory.ToArray<float>().ShouldBe([1f, 1f, 3f, 4f, 4f, 6f], 1e-5);
    }

    [Fact]
    public void ZeroGrad_forgets_and_Step_without_gradients_says_so()
    {
        var net = new Pair();
        var sgd = new Sgd(net.Parameters());
        net.SetGradients(1);
        sgd.ZeroGrad();
        net.first.Grad.ShouldBeNull();
        Should.Throw<InvalidOperationException>(sgd.Step).Message.ShouldContain("call loss.Backward() first");
    }

    [Fact]
    public void Wrong_arguments_say_what_is_wrong()
    {
        var net = new Pair();
        Should.Throw<ArgumentException>(() => new Sgd(Array.Empty<Tensor>())).Message.ShouldContain("got no parameters");
        Should.Throw<ArgumentException>(() => new Sgd([net.first, net.first])).Message.ShouldContain("a parameter twice");
        Should.Throw<ArgumentException>(() => new Sgd([net.first * 2])).Message.ShouldContain("only leaves can be trained");
        Should.Throw<ArgumentException>(() => new Sgd(net.Parameters(), lr: -1)).Message.ShouldContain("of 0 or more");
        Should.Throw<ArgumentException>(() => new Sgd(net.Parameters(), nesterov: true)).Message.ShouldContain("Nesterov needs a momentum above 0");
        Should.Throw<ArgumentException>(() => new Adam(net.Parameters(), beta2: 1)).Message.ShouldContain("in [0, 1)");
    }

    sealed class Faulty(Pair net, Func<Tensor, Tensor[]> states) : Optimizer(OneGroup(net.Parameters()), 0.1)
    {
        readonly struct Sum : IUpdate
        {
            public static int States => 1;

            public void Apply<V>(ref V p, V g, ref V s, ref V t) where V : struct, ILane<V> => s += g;
        }

        protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => state["sum"] = states(p)[^1];

        protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) =>
            Apply(new Sum(), p, g, [.. states(p)[..^1], state["sum"]]);
    }

    [Fact]
    public void A_state_that_does_not_fit_its_parameter_is_named()
    {
        Step<ShapeException>(p => [Tensor.Zeros([1])]).ShouldBe("Faulty's state 'sum' of parameter 'first' of shape [3] has shape [1]: make it with Tensor.ZerosLike(p).");
        Step<DTypeException>(p => [Tensor.Zeros(p.Shape, DType.Float64)]).ShouldContain("state 'sum' of parameter 'first' of shape [3] is Float64");
        Step<ArgumentException>(p => [Tensor.Zeros([1]).Expand(p.Shape)]).ShouldContain("state 'sum' of parameter 'first' of shape [3] is a strided view");
        Step<ArgumentException>(p => [Tensor.ZerosLike(p), Tensor.ZerosLike(p)]).ShouldContain("has 1 states, but got 2");

        static string Step<T>(Func<Tensor, Tensor[]> states) where T : Exception
        {
            var net = new Pair();
            net.SetGradients(1);
            return Should.Throw<T>(new Faulty(net, states).Step).Message;
        }
    }

    [Fact]
    public void Momentum_raised_after_steps_without_starts_from_the_gradient()
    {
        var net = new Pair();
        var sgd = new Sgd([net.first], lr: 1, dampening: 0.5);
        net.first.Grad = Tensor.Ones([3]);
        sgd.Step();
        sgd.Groups[0].Momentum = 0.5;
        sgd.Step();
        net.first.ToArray<float>().ShouldBe([-1f, -4f, 1f]);
        sgd.Step();
        net.first.ToArray<float>().ShouldBe([-2f, -5f, 0f]);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void State_made_inside_a_memory_scope_outlives_it(string name)
    {
        var net = new Pair();
        var optimizer = Make(name, net);
        for (var t = 1; t < 4; t++)
        {
            using var outer = Memory.Scope();
            using var inner = Memory.Scope();
            net.SetGradients(t);
            optimizer.Step();
            optimizer.ZeroGrad();
        }
        optimizer.StateDict()["first.step"].Item<long>().ShouldBe(3);
    }

    [Fact]
    public void Clip_GradNorm_scales_all_gradients_together_and_returns_the_norm_before()
    {
        var net = new Pair();
        net.first.Grad = Tensor.From([3f, 0f, 0f], [3]);
        net.second.Grad = Tensor.From([0f, 4f], [2, 1]);
        Clip.GradNorm(net.Parameters(), 10).ShouldBe(5, 1e-12);
        net.first.Grad.ToArray<float>()[0].ShouldBe(3f);
        Clip.GradNorm(net.Parameters(), 1).ShouldBe(5, 1e-12);
        net.first.Grad.ToArray<float>()[0].ShouldBe(3 / 5.000001f, 1e-6);
        net.second.Grad.ToArray<float>()[1].ShouldBe(4 / 5.000001f, 1e-6);
    }

    [Fact]
    public void Clip_GradValue_limits_each_element()
    {
        var net = new Pair();
        net.first.Grad = Tensor.From([3f, -0.1f, -5f], [3]);
        Clip.GradValue(net.Parameters(), 0.5);
        net.first.Grad.ToArray<float>().ShouldBe([0.5f, -0.1f, -0.5f]);
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(3, 6)]
    [InlineData(double.PositiveInfinity, 5)]
    public void Clip_GradNorm_takes_other_norms(double normType, double norm)
    {
        var net = new Pair();
        net.first.Grad = Tensor.From([3f, -4f, -5f], [3]);
        Clip.GradNorm(net.Parameters(), norm / 2, normType).ShouldBe(norm, 1e-5);
        net.first.Grad.ToArray<float>().ShouldBe([1.5f, -2f, -2.5f], 1e-5);
    }

    [Fact]
    public void Clip_refuses_limits_below_zero_and_lets_NaN_through()
    {
        var net = new Pair();
        net.first.Grad = Tensor.From([float.NaN, 1f, 2f], [3]);
        Clip.GradNorm(net.Parameters(), 1, double.PositiveInfinity).ShouldBe(double.NaN);
        Should.Throw<ArgumentOutOfRangeException>(() => Clip.GradNorm(net.Parameters(), -1)).ParamName.ShouldBe("maxNorm");
        Should.Throw<ArgumentOutOfRangeException>(() => Clip.GradNorm(net.Parameters(), 1, 0)).ParamName.ShouldBe("normType");
        Should.Throw<ArgumentOutOfRangeException>(() => Clip.GradValue(net.Parameters(), double.NaN)).ParamName.ShouldBe("maxValue");
    }

    [Fact]
    public void A_module_converted_after_the_optimiser_was_made_is_trained_all_the_same()
    {
        var net = new Linear(2, 3);
        var sgd = new Sgd(net.Parameters(), lr: 1);
        var weight = net.Weight;
        net.To(DType.Float64);
        net.Weight.ShouldBeSameAs(weight);
        net.Forward(Tensor.Ones([1, 2], DType.Float64)).Sum().Backward();
        var before = weight.ToArray<double>();
        sgd.Step();
        weight.ToArray<double>().ShouldBe(before.Select(w => w - 1));
    }
}
