using System.Text.Json;
using Flint.NN;
using Flint.Optim;
using Flint.Testing;

namespace Flint.Tests.Optim;

/// <summary>Twenty steps of each further optimiser against PyTorch or its paper's formulas; resuming; wrong use.</summary>
public class FurtherOptimizerTests
{
    static IEnumerable<string> Cases => Fixture.Family("optimizers").Keys.Where(k =>
        !k.StartsWith("schedule", StringComparison.Ordinal) && !k.StartsWith("lbfgs", StringComparison.Ordinal) && k != "metrics");

    public static TheoryData<string> Names => [.. Cases];

    [Theory]
    [MemberData(nameof(Names))]
    // PyTorch keeps ASGD's eta in single precision.
    public void Doubles_agree_to_the_last_digits(string name) => Compare(name, DType.Float64, name.StartsWith("asgd", StringComparison.Ordinal) ? 1e-7 : 1e-11);

    [Theory]
    [MemberData(nameof(Names))]
    public void Floats_agree_to_rounding(string name) => Compare(name, DType.Float32, name.StartsWith("muon", StringComparison.Ordinal) ? 1e-4 : 2e-5);

    static void Compare(string name, DType dtype, double tolerance)
    {
        var fixture = Fixture.Case($"optimizers:{name}");
        var p = fixture.Inputs["start"].Tensor(dtype);
        p.RequiresGrad = true;
        var gradients = fixture.Inputs["gradients"].Tensor(dtype);
        var expected = fixture.Outputs[0].Tensor(DType.Float64);
        var optimizer = Make(name, fixture.Args, p);
        for (var t = 0; t < 20; t++)
        {
            p.Grad = gradients[t];
            optimizer.Step();
            Near.Check(p, Raw.Values(expected[t]), tolerance, $"{name} after step {t + 1}");
        }
    }

    static Optimizer Make(string name, JsonElement args, params Tensor[] parameters)
    {
        var (lr, decay) = (Get("lr", 1e-2), Get("weight_decay", 0));
        var (beta1, beta2, eps) = (Get("beta1", 0.9), Get("beta2", 0.999), Get("eps", 1e-8));
        var (amsGrad, maximize) = (Is("amsgrad"), Is("maximize"));
        return name.Split('_')[0] switch
        {
            "rmsprop" => new RmsProp(parameters, lr, Get("alpha", 0.99), eps, decay, Get("momentum", 0), Is("centered")),
            "adagrad" => new Adagrad(parameters, lr, Get("lr_decay", 0), decay, Get("initial_accumulator_value", 0), Get("eps", 1e-10)),
            "adadelta" => new Adadelta(parameters, lr, Get("rho", 0.9), Get("eps", 1e-6), decay),
            "adamax" => new Adamax(parameters, lr, beta1, beta2, eps, decay),
            "nadam" => new NAdam(parameters, lr, beta1, beta2, eps, decay, Get("momentum_decay", 4e-3)),
            "radam" => new RAdam(parameters, lr, beta1, beta2, eps, decay),
            "asgd" => new Asgd(parameters, lr, Get("lambd", 1e-4), Get("alpha", 0.75), Get("t0", 1e6), decay),
            "rprop" => new Rprop(parameters, lr, Get("eta_minus", 0.5), Get("eta_plus", 1.2), Get("min_step", 1e-6), Get("max_step", 50)),
            "lion" => new Lion(parameters, lr, beta1, Get("beta2", 0.99), decay),
            "lamb" => new Lamb(parameters, lr, beta1, beta2, Get("eps", 1e-6), decay),
            "adafactor" => new Adafactor(parameters, lr, Get("beta2_decay", -0.8), d: Get("d", 1), weightDecay: decay),
            "muon" => new Muon(parameters, lr, Get("weight_decay", 0.1), Get("momentum", 0.95), Is("nesterov", true)),
            "adam" => new Adam(parameters, lr, beta1, beta2, eps, decay) { AmsGrad = amsGrad, Maximize = maximize },
            "adamw" => new AdamW(parameters, lr, beta1, beta2, eps, decay) { AmsGrad = amsGrad, Maximize = maximize },
            _ => new Sgd(parameters, lr, Get("momentum", 0), weightDecay: decay) { Maximize = maximize },
        };

        double Get(string key, double otherwise) => args.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        bool Is(string key, bool otherwise = false) => args.TryGetProperty(key, out var value) ? value.GetBoolean() : otherwise;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resumed_optimiser_gives_the_same_bits(string name)
    {
        var fixture = Fixture.Case($"optimizers:{name}");
        var (whole, resumed) = (fixture.Inputs["start"].Tensor(), fixture.Inputs["start"].Tensor());
        whole.RequiresGrad = resumed.RequiresGrad = true;
        var gradients = fixture.Inputs["gradients"].Tensor();
        var (optimizer, other) = (Make(name, fixture.Args, whole), Make(name, fixture.Args, resumed));
        for (var t = 0; t < 7; t++) Step(optimizer, whole, gradients[t]);
        using (new NoGrad()) resumed.CopyFrom(whole);
        other.Lr = 77;
        other.LoadStateDict(optimizer.StateDict().ToDictionary(s => s.Key, s => s.Value.Clone()));
        for (var t = 7; t < 14; t++)
        {
            Step(optimizer, whole, gradients[t]);
            Step(other, resumed, gradients[t]);
            resumed.ToArray<float>().ShouldBe(whole.ToArray<float>());
        }

        static void Step(Optimizer optimizer, Tensor p, Tensor g)
        {
            p.Grad = g;
            optimizer.Step();
        }
    }

    [Fact]
    public void States_have_PyTorchs_names()
    {
        Keys(new RmsProp(Two(), momentum: 0.9, centered: true)).ShouldBe(["square_avg", "momentum_buffer", "grad_avg"]);
        Keys(new Adagrad(Two())).ShouldBe(["sum"]);
        Keys(new Adadelta(Two())).ShouldBe(["square_avg", "acc_delta"]);
        Keys(new Adamax(Two())).ShouldBe(["exp_avg", "exp_inf"]);
        Keys(new NAdam(Two())).ShouldBe(["exp_avg", "exp_avg_sq", "mu_product"]);
        Keys(new RAdam(Two())).ShouldBe(["exp_avg", "exp_avg_sq"]);
        Keys(new Asgd(Two())).ShouldBe(["eta", "mu", "ax"]);
        Keys(new Rprop(Two())).ShouldBe(["prev", "step_size"]);
        Keys(new Adam(Two()) { AmsGrad = true }).ShouldBe(["exp_avg", "exp_avg_sq", "max_exp_avg_sq"]);
        Keys(new Lion(Two())).ShouldBe(["exp_avg"]);
        Keys(new Adafactor(Two())).ShouldBe(["variance"]);

        static Tensor[] Two()
        {
            var p = Tensor.Zeros([2]);
            p.RequiresGrad = true;
            return [p];
        }

        static string[] Keys(Optimizer optimizer)
        {
            optimizer.Groups[0].Parameters[0].Grad = Tensor.Ones([2]);
            optimizer.Step();
            return [.. optimizer.StateDict().Keys.Where(k => k.StartsWith("0.", StringComparison.Ordinal) && k != "0.step").Select(k => k[2..])];
        }
    }

    [Fact]
    public void Groups_have_their_own_rates_decay_and_momentum()
    {
        var (a, b) = (Tensor.Ones([3]), Tensor.Ones([3]));
        var lion = new Lion([new ParameterGroup([a], lr: 0.5), new ParameterGroup([b], weightDecay: 1)], lr: 0.1);
        a.Grad = b.Grad = Tensor.Ones([3]);
        lion.Step();
        a.ToArray<float>().ShouldBe([0.5f, 0.5f, 0.5f]);
        b.ToArray<float>().ShouldBe([0.8f, 0.8f, 0.8f], 1e-6);
    }

    [Fact]
    public void Wrong_arguments_say_what_is_wrong()
    {
        Tensor[] p = [Tensor.Zeros([2, 2])];
        Should.Throw<ArgumentException>(() => new RmsProp(p, alpha: 1)).Message.ShouldBe("RmsProp needs alpha in [0, 1), but got 1.");
        Should.Throw<ArgumentException>(() => new Adagrad(p, lrDecay: -1)).Message.ShouldContain("Adagrad needs a finite lrDecay of 0 or more, but got -1");
        Should.Throw<ArgumentException>(() => new Rprop(p, etaPlus: 1)).Message.ShouldContain("an etaPlus above 1");
        Should.Throw<ArgumentException>(() => new Adafactor(p, beta2Decay: 1)).Message.ShouldContain("a beta2Decay of 0 or less");
        Should.Throw<ArgumentException>(() => new Lion(p, beta2: double.NaN)).Message.ShouldContain("Lion needs beta2 in [0, 1)");
        Should.Throw<ArgumentException>(() => new Muon([Tensor.Zeros([3])])).Message.ShouldContain("Muon trains matrices, but got parameter '0' of shape [3]: give those of another rank to an AdamW");
        Should.Throw<ArgumentException>(() => new Lbfgs([Tensor.Zeros([3]), Tensor.Zeros([3], DType.Float64)])).Message.ShouldContain("convert them to one dtype");
    }

    public static TheoryData<string> LbfgsNames => ["lbfgs", "lbfgs_wolfe", "lbfgs_short"];

    static Func<Tensor> Rosenbrock(Tensor x, Optimizer optimizer) => () =>
    {
        optimizer.ZeroGrad();
        var (head, tail) = (x[..^1], x[1..]);
        var loss = (100 * (tail - head.Square()).Square() + (1 - head).Square()).Sum();
        loss.Backward();
        return loss;
    };

    static (Tensor X, Lbfgs Optimizer, Fixture Fixture) Lbfgs(string name)
    {
        var fixture = Fixture.Case($"optimizers:{name}");
        var x = fixture.Inputs["start"].Tensor(DType.Float64);
        x.RequiresGrad = true;
        var args = fixture.Args;
        return (x, new([x], args.GetProperty("lr").GetDouble(), args.GetProperty("max_iter").GetInt32(),
            historySize: args.TryGetProperty("history_size", out var size) ? size.GetInt32() : 100, strongWolfe: args.GetProperty("strong_wolfe").GetBoolean()), fixture);
    }

    [Theory]
    [MemberData(nameof(LbfgsNames))]
    public void L_BFGS_takes_PyTorchs_way_through_Rosenbrocks_valley(string name)
    {
        var (x, optimizer, fixture) = Lbfgs(name);
        var (values, losses) = (fixture.Outputs[0].Tensor(DType.Float64), fixture.Outputs[1].Values.Data);
        for (var t = 0; t < 20; t++)
        {
            optimizer.Step(Rosenbrock(x, optimizer)).Item<double>().ShouldBe(losses[t], 1e-7 * (1 + losses[t]), $"{name}, loss before step {t + 1}");
            Near.Check(x, Raw.Values(values[t]), 1e-7, $"{name} after step {t + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(LbfgsNames))]
    public void A_resumed_L_BFGS_gives_the_same_bits(string name)
    {
        var (x, optimizer, _) = Lbfgs(name);
        var (y, other, _) = Lbfgs(name);
        for (var t = 0; t < 3; t++) optimizer.Step(Rosenbrock(x, optimizer));
        using (new NoGrad()) y.CopyFrom(x);
        other.LoadStateDict(optimizer.StateDict().ToDictionary(s => s.Key, s => s.Value.Clone()));
        for (var t = 0; t < 3; t++)
        {
            optimizer.Step(Rosenbrock(x, optimizer));
            other.Step(Rosenbrock(y, other));
            y.ToArray<double>().ShouldBe(x.ToArray<double>());
        }
    }

    [Fact]
    public void L_BFGS_reaches_the_minimum_and_needs_a_closure()
    {
        var (x, optimizer, _) = Lbfgs("lbfgs_wolfe");
        for (var t = 0; t < 40; t++) optimizer.Step(Rosenbrock(x, optimizer));
        x.ToArray<double>().ShouldAllBe(v => Math.Abs(v - 1) < 1e-4);
        Should.Throw<InvalidOperationException>(() => optimizer.Step()).Message.ShouldContain("call Step(() =>");
    }

    [Fact]
    public void Muon_moves_along_an_orthogonal_matrix()
    {
        var p = Tensor.Zeros([4, 8], DType.Float64);
        p.RequiresGrad = true;
        Random.Seed(3);
        p.Grad = Tensor.RandN([4, 8], DType.Float64);
        new Muon([p], lr: 1, weightDecay: 0).Step();
        // Singular values of about 1, as the paper has them: 0.68 to 1.13 after five steps.
        var gram = Raw.Values(p.MatMul(p.Transpose(0, 1)));
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                if (i == j) gram.Data[i * 5].ShouldBeInRange(0.4, 1.4);
                else Math.Abs(gram.Data[i * 4 + j]).ShouldBeLessThan(0.45);
    }
}
