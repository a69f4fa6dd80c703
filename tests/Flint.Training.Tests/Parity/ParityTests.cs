namespace Flint.Training.Tests;

/// <summary>A whole training follows PyTorch's, step by step. docs/parity.md shows the curves and says why this is the measure.</summary>
public sealed class ParityTests
{
    const string Never = "no step is too far";

    /// <summary>Roundings of doubles add up to some 1e-15 here; a learning rate rounded to a float (5e-8) is far outside.</summary>
    [Fact]
    public void Float64GivesTheLossesOfPyTorch()
    {
        var losses = ParityRun.Losses(DType.Float64);
        losses.Length.ShouldBe(TorchRuns.Float64.Length);
        for (var step = 0; step < losses.Length; step++)
            losses[step].ShouldBe(TorchRuns.Float64[step], 1e-12 * TorchRuns.Float64[step], $"step {step}");
    }

    [Fact]
    public void Float32IsAtMostTwiceAsFarFromFloat64AsPyTorch() =>
        FirstTooFar(ParityRun.Losses(DType.Float32), TorchRuns.Allowed()).ShouldBe(Never);

    /// <summary>Winograd's algorithm, which is on unless switched off, rounds more: it may use four times as much.</summary>
    [Fact]
    public void WithWinogradFloat32IsAtMostEightTimesAsFar() =>
        FirstTooFar(ParityRun.Losses(DType.Float32, useWinograd: true), [.. TorchRuns.Allowed().Select(gap => 4 * gap)]).ShouldBe(Never);

    /// <summary>The measure can be met: PyTorch meets it.</summary>
    [Fact]
    public void EveryRunOfPyTorchPassesByTheMeasureOfTheOthers()
    {
        foreach (var (k, losses) in TorchRuns.Float32.Index())
            FirstTooFar(losses, TorchRuns.Allowed(run => run != k)).ShouldBe(Never, $"run {k}");
    }

    /// <summary>And it can be missed: errors that no accuracy would show are noticed within a few steps.</summary>
    [Theory]
    [InlineData(1.0001, 0.9, 0)]
    [InlineData(1, 0.9001, 0)]
    [InlineData(1, 0.9, 1e-4)]
    public void ASlightlyWrongOptimizerIsTooFar(double lrFactor, double momentum, double weightDecay) =>
        FirstTooFar(ParityRun.Losses(DType.Float32, steps: 40, TorchRuns.Lr * lrFactor, momentum, weightDecay), TorchRuns.Allowed())
            .ShouldNotBe(Never);

    static string FirstTooFar(double[] losses, double[] allowed)
    {
        var gaps = TorchRuns.Gaps(losses);
        var step = Array.FindIndex([.. gaps.Zip(allowed)], p => !(p.First <= p.Second));
        return step < 0 ? Never : $"step {step} is {gaps[step]:g3} from PyTorch's float64 loss, {allowed[step]:g3} are allowed";
    }
}
