using Flint.NN;
using Flint.Optim;
using Flint.Testing;

namespace Flint.Tests.Optim;

/// <summary>Sixty rates of each further schedule against PyTorch; resuming; wrong use.</summary>
public class FurtherScheduleTests
{
    static readonly Dictionary<string, Func<Optimizer, Schedule>> Schedules = new()
    {
        ["constant"] = o => new ConstantLr(o, 0.25, 7),
        ["exponential"] = o => new ExponentialLr(o, 0.93),
        ["polynomial"] = o => new PolynomialLr(o, 40, 1.7),
        ["multiplicative"] = o => new MultiplicativeLr(o, t => t % 3 != 0 ? 0.9 : 1.1),
        ["restarts"] = o => new CosineAnnealingWarmRestarts(o, 7, 1, 0.01),
        ["restarts_growing"] = o => new CosineAnnealingWarmRestarts(o, 5, 2, 0.02),
        ["cyclic"] = o => new CyclicLr(o, 0.1, 0.9, 8),
        ["cyclic_two"] = o => new CyclicLr(o, 0.1, 0.9, 5, 10, CyclicMode.Triangular2, baseMomentum: 0.6, maxMomentum: 0.95),
        ["cyclic_exp"] = o => new CyclicLr(o, 0.1, 0.9, 6, mode: CyclicMode.ExpRange, gamma: 0.97, cycleMomentum: false),
        ["one_cycle_three"] = o => new OneCycleLr(o, 0.8, 60, pctStart: 0.35, threePhase: true),
        ["one_cycle_three_linear"] = o => new OneCycleLr(o, 0.8, 60, annealStrategy: AnnealStrategy.Linear, divFactor: 10, threePhase: true),
        ["chained"] = o => new ChainedScheduler([new ConstantLr(o, 0.1, 6), new ExponentialLr(o, 0.95)]),
        ["swa"] = o => new SwaLr(o, 0.05, 9),
        ["swa_linear"] = o => new SwaLr(o, 0.05, 9, AnnealStrategy.Linear),
    };

    static readonly Dictionary<string, Func<Optimizer, ReduceLrOnPlateau>> Plateaus = new()
    {
        ["plateau"] = o => new(o, factor: 0.5, patience: 2),
        ["plateau_max"] = o => new(o, PlateauMode.Max, 0.3, patience: 1, threshold: 0.05, ThresholdMode.Abs, cooldown: 3, minLr: 0.01),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    public static TheoryData<string> PlateauNames => [.. Plateaus.Keys];

    static Sgd Optimizer() => new([Tensor.Zeros([1])], lr: 0.4, momentum: 0.9);

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_and_momentum_are_those_of_PyTorch(string name)
    {
        var fixture = Fixture.Case($"optimizers:schedule_{name}");
        var (rates, momenta) = (fixture.Outputs[0].Values.Data, fixture.Outputs[1].Values.Data);
        var optimizer = Optimizer();
        var schedule = Schedules[name](optimizer);
        for (var t = 0; t < 60; t++)
        {
            optimizer.Lr.ShouldBe(rates[t], 1e-12, $"{name}, rate at step {t}");
            optimizer.Groups[0].Momentum.ShouldBe(momenta[t], 1e-12, $"{name}, momentum at step {t}");
            if (t < 59) schedule.Step();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resumed_schedule_gives_the_same_bits(string name)
    {
        var whole = Optimizer();
        var schedule = Schedules[name](whole);
        for (var t = 0; t < 8; t++) schedule.Step();
        var resumed = Optimizer();
        var other = Schedules[name](resumed);
        resumed.Lr = 0.123;
        other.LoadStateDict(schedule.StateDict());
        for (var t = 0; t < 20; t++)
        {
            resumed.Lr.ShouldBe(whole.Lr);
            resumed.Groups[0].Momentum.ShouldBe(whole.Groups[0].Momentum);
            schedule.Step();
            other.Step();
        }
    }

    [Theory]
    [MemberData(nameof(PlateauNames))]
    public void A_plateau_lowers_the_rate_where_PyTorch_does_and_resumes(string name)
    {
        var rates = Fixture.Case($"optimizers:schedule_{name}").Outputs[0].Values.Data;
        var metrics = Fixture.Case("optimizers:metrics").Outputs[0].Values.Data;
        var optimizer = Optimizer();
        var schedule = Plateaus[name](optimizer);
        for (var t = 0; t < 60; t++)
        {
            optimizer.Lr.ShouldBe(rates[t], 1e-12, $"{name}, rate at step {t}");
            schedule.Step(metrics[t]);
            var resumed = Plateaus[name](optimizer);
            resumed.LoadStateDict(schedule.StateDict());
            schedule = resumed;
        }
        rates.Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Swa_starts_from_the_rate_of_its_first_step()
    {
        var sgd = Optimizer();
        var main = new StepLr(sgd, 1, 0.5);
        var swa = new SwaLr(sgd, 0.3, annealEpochs: 2, AnnealStrategy.Linear);
        main.Step();
        main.Step();
        sgd.Lr.ShouldBe(0.1, 1e-12);
        swa.Step();
        sgd.Lr.ShouldBe(0.2, 1e-12);
        swa.Step();
        sgd.Lr.ShouldBe(0.3, 1e-12);
    }

    [Fact]
    public void Wrong_arguments_say_what_is_wrong()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ConstantLr(Optimizer(), 2)).Message.ShouldContain("must be in [0, 1]");
        Should.Throw<ArgumentOutOfRangeException>(() => new ExponentialLr(Optimizer(), double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => new PolynomialLr(Optimizer(), 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new CosineAnnealingWarmRestarts(Optimizer(), 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new CyclicLr(Optimizer(), 0.1, 0.2, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new OneCycleLr(Optimizer(), 1, 10, pctStart: 0.6, threePhase: true)).Message.ShouldContain("[0, 0.5]");
        Should.Throw<ArgumentOutOfRangeException>(() => new ReduceLrOnPlateau(Optimizer(), factor: 1)).Message.ShouldContain("[0, 1)");
        Should.Throw<ArgumentException>(() => new ChainedScheduler([])).Message.ShouldContain("at least one");
        Should.Throw<ArgumentException>(() => new ChainedScheduler([new StepLr(Optimizer(), 1), new StepLr(Optimizer(), 1)])).Message.ShouldContain("of one optimiser");
        Should.Throw<StateException>(() => new SwaLr(Optimizer(), 0.1).LoadStateDict(new StepLr(Optimizer(), 1).StateDict())).Message.ShouldContain("1 missing: start_lr.0");
    }
}
