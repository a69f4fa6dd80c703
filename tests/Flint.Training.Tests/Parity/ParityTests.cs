using Flint.Data;

namespace Flint.Training.Tests;

/// <summary>A whole training follows PyTorch's, step by step. docs/parity.md shows the curves and says why this is the measure.</summary>
public sealed class ParityTests
{
    const string Never = "no step is too far";

    static readonly ParityCase ConvNet = ParityCase.ConvNetMnist;
    static readonly TorchRuns Runs = ConvNet.Runs;

    /// <summary>Roundings of doubles add up to some 1e-15 here; a learning rate rounded to a float (5e-8) is far outside.</summary>
    [Fact]
    public void Float64GivesTheLossesOfPyTorch()
    {
        AreTheSame(ParityRun.Losses(ConvNet, DType.Float64), Runs);
    }

    /// <summary>The classic preset of cifar10-lenet over three passes through its 10,000 images.</summary>
    [Fact]
    public void LeNetOnCifarGivesTheLossesOfPyTorch()
    {
        Assert.SkipUnless(DataFolders.TryFind(Cifar10.Name) is not null, "needs CIFAR-10: set FLINT_DATA to the folder above cifar10");
        var lenet = ParityCase.LeNetCifar;
        AreTheSame(ParityRun.Losses(lenet, DType.Float64), lenet.Runs);
        FirstTooFar(ParityRun.Losses(lenet, DType.Float32), lenet.Runs).ShouldBe(Never);
    }

    static void AreTheSame(double[] losses, TorchRuns runs)
    {
        losses.Length.ShouldBe(runs.Float64.Length);
        for (var step = 0; step < losses.Length; step++)
            losses[step].ShouldBe(runs.Float64[step], 1e-12 * runs.Float64[step], $"step {step}");
    }

    [Fact]
    public void Float32IsAtMostTwiceAsFarFromFloat64AsPyTorch() =>
        FirstTooFar(ParityRun.Losses(ConvNet, DType.Float32), Runs.Allowed()).ShouldBe(Never);

    /// <summary>Winograd's algorithm, which is on unless switched off, rounds more: it may use four times as much.</summary>
    [Fact]
    public void WithWinogradFloat32IsAtMostEightTimesAsFar() =>
        FirstTooFar(ParityRun.Losses(ConvNet, DType.Float32, useWinograd: true), [.. Runs.Allowed().Select(gap => 4 * gap)]).ShouldBe(Never);

    /// <summary>The measure can be met: PyTorch meets it.</summary>
    [Fact]
    public void EveryRunOfPyTorchPassesByTheMeasureOfTheOthers()
    {
        foreach (var (k, losses) in Runs.Float32.Index())
            FirstTooFar(losses, Runs.Allowed(run => run != k)).ShouldBe(Never, $"run {k}");
    }

    /// <summary>And it can be missed: errors that no accuracy would show are noticed within a few steps.</summary>
    [Theory]
    [InlineData(1.0001, 0.9, 0)]
    [InlineData(1, 0.9001, 0)]
    [InlineData(1, 0.9, 1e-4)]
    public void ASlightlyWrongOptimizerIsTooFar(double lrFactor, double momentum, double weightDecay) =>
        FirstTooFar(ParityRun.Losses(ConvNet, DType.Float32, steps: 40, Runs.Lr * lrFactor, momentum, weightDecay), Runs.Allowed())
            .ShouldNotBe(Never);

    static string FirstTooFar(double[] losses, TorchRuns runs) => FirstTooFar(losses, runs.Allowed(), runs);

    static string FirstTooFar(double[] losses, double[] allowed) => FirstTooFar(losses, allowed, Runs);

    static string FirstTooFar(double[] losses, double[] allowed, TorchRuns runs)
    {
        var gaps = runs.Gaps(losses);
        var step = Array.FindIndex([.. gaps.Zip(allowed)], p => !(p.First <= p.Second));
        return step < 0 ? Never : $"step {step} is {gaps[step]:g3} from PyTorch's float64 loss, {allowed[step]:g3} are allowed";
    }
}
