using Flint.NN;
using Flint.Optim;
using Flint.Testing;

namespace Flint.Tests.Optim;

/// <summary>Learning rates step by step, against PyTorch; resuming; wrong use.</summary>
public class ScheduleTests
{
    static readonly Dictionary<string, Func<Optimizer, Schedule>> Schedules = new()
    {
        ["step"] = o => new StepLr(o, 4, 0.5),
        ["multistep"] = o => new MultiStepLr(o, [7, 3], 0.2),
        ["cosine"] = o => new CosineAnnealingLr(o, 10, 0.01),
        ["linear"] = o => new LinearLr(o, 0.1, 1, 6),
        ["lambda"] = o => new LambdaLr(o, t => 1.0 / (1 + t)),
        ["one_cycle"] = o => new OneCycleLr(o, 0.8, totalSteps: 25),
        ["one_cycle_linear"] = o => new OneCycleLr(o, 0.8, 20, pctStart: 0.4, annealStrategy: AnnealStrategy.Linear, baseMomentum: 0.7, maxMomentum: 0.9, divFactor: 10, finalDivFactor: 100),
        ["warmup_cosine"] = o => new SequentialLr([new LinearLr(o, 0.1, 1, 4), new CosineAnnealingLr(o, 8)], [4]),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    static Sgd Optimizer() => new([Tensor.Zeros([1])], lr: 0.4, momentum: 0.9);

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_and_momentum_are_those_of_PyTorch(string name)
    {
        var fixture = Fixture.Case($"modules:schedule_{name}");
        var (rates, momenta) = (fixture.Outputs[0].Values.Data, fixture.Outputs[1].Values.Data);
        var optimizer = Optimizer();
        var schedule = Schedules[name](optimizer);
        for (var t = 0; t < rates.Length; t++)
        {
            optimizer.Lr.ShouldBe(rates[t], 1e-12, $"{name}, rate at step {t}");
            optimizer.Groups[0].Momentum.ShouldBe(momenta[t], 1e-12, $"{name}, momentum at step {t}");
            if (t + 1 < rates.Length) schedule.Step();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resumed_schedule_gives_the_same_bits(string name)
    {
        var whole = Optimizer();
        var schedule = Schedules[name](whole);
        for (var t = 0; t < 5; t++) schedule.Step();
        var state = schedule.StateDict();

        var resumed = Optimizer();
        resumed.Lr = 0.123;
        var other = Schedules[name](resumed);
        other.LoadStateDict(state);
        other.StepCount.ShouldBe(5);
        for (var t = 0; t < 4; t++)
        {
            resumed.Lr.ShouldBe(whole.Lr);
            schedule.Step();
            other.Step();
        }
    }

    [Fact]
    public void Groups_keep_their_ratio()
    {
        var sgd = new Sgd([new ParameterGroup([Tensor.Zeros([1])], lr: 1), new ParameterGroup([Tensor.Zeros([1])])], lr: 0.1);
        var schedule = new StepLr(sgd, 1, 0.5);
        schedule.Step();
        sgd.Groups.Select(g => g.Lr).ShouldBe([0.5, 0.05]);
    }

    [Fact]
    public void One_cycle_ends()
    {
        var schedule = new OneCycleLr(Optimizer(), 1, totalSteps: 3);
        for (var t = 0; t < 3; t++) schedule.Step();
        Should.Throw<InvalidOperationException>(schedule.Step).Message.ShouldContain("made for 3 steps and is asked for step 4");
    }

    [Theory]
    [InlineData(10, 0.1)]
    [InlineData(1, 1)]
    public void A_cycle_whose_rise_has_no_steps_starts_at_the_highest_rate(int totalSteps, double pctStart)
    {
        var sgd = Optimizer();
        var schedule = new OneCycleLr(sgd, 0.8, totalSteps, pctStart);
        sgd.Lr.ShouldBe(0.8);
        for (var t = 0; t < totalSteps; t++)
        {
            schedule.Step();
            double.IsFinite(sgd.Lr).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(AnnealStrategy.Cos)]
    [InlineData(AnnealStrategy.Linear)]
    public void The_step_after_the_last_keeps_the_last_rate(AnnealStrategy strategy)
    {
        var sgd = Optimizer();
        var schedule = new OneCycleLr(sgd, 1, totalSteps: 4, annealStrategy: strategy);
        for (var t = 0; t < 4; t++) schedule.Step();
        sgd.Lr.ShouldBe(1 / 25.0 / 1e4, 1e-12);
    }

    [Fact]
    public void Numbers_out_of_range_are_named()
    {
        var sgd = Optimizer();
        Name(() => new OneCycleLr(sgd, -1, 10)).ShouldBe("maxLr");
        Name(() => new OneCycleLr(sgd, 1, 10, divFactor: 0)).ShouldBe("divFactor");
        Name(() => new OneCycleLr(sgd, 1, 10, finalDivFactor: double.NaN)).ShouldBe("finalDivFactor");
        Name(() => new OneCycleLr(sgd, 1, 10, maxMomentum: -0.1)).ShouldBe("maxMomentum");
        Name(() => new StepLr(sgd, 1, double.NaN)).ShouldBe("gamma");
        Name(() => new MultiStepLr(sgd, [1], -1)).ShouldBe("gamma");
        Name(() => new LinearLr(sgd, startFactor: 0)).ShouldBe("startFactor");
        Name(() => new LinearLr(sgd, endFactor: 1.5)).ShouldBe("endFactor");
        Name(() => new CosineAnnealingLr(sgd, 10, etaMin: -1)).ShouldBe("etaMin");
        Name(() => sgd.Lr = double.NaN).ShouldBe("Lr");
        Name(() => sgd.Groups[0].Momentum = -1).ShouldBe("Momentum");

        static string? Name(Func<object> act) => Should.Throw<ArgumentOutOfRangeException>(act).ParamName;
    }

    [Fact]
    public void Wrong_milestones_say_so()
    {
        var sgd = Optimizer();
        Should.Throw<ArgumentException>(() => new SequentialLr([new StepLr(sgd, 1), new StepLr(sgd, 1)], [])).Message.ShouldContain("2 schedules need 1 milestones");
    }

    [Fact]
    public void State_of_something_else_is_refused() =>
        Should.Throw<StateException>(() => new StepLr(Optimizer(), 1).LoadStateDict(new Dictionary<string, Tensor>()))
            .Message.ShouldContain("2 missing: step, initial_lr.0");
}
