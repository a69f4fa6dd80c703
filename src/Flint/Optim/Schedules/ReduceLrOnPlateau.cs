using Flint.NN;

namespace Flint.Optim;

/// <summary>
/// Lowers the rates when a metric has not become better for a while (torch ReduceLROnPlateau): after more than patience steps without a value
/// beyond best · (1 ∓ threshold), or best ∓ threshold, <c>lr ← max(lr · factor, minLr)</c>.
/// </summary>
public sealed class ReduceLrOnPlateau
{
    readonly PlateauMode mode;
    readonly ThresholdMode thresholdMode;
    readonly double factor, threshold, minLr, eps;
    readonly int patience, cooldown;
    double best;
    int badSteps, cooling;

    /// <summary>Watches a metric.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="mode">Which way the metric gets better.</param>
    /// <param name="factor">The factor, below 1.</param>
    /// <param name="patience">Steps without improvement that are borne.</param>
    /// <param name="threshold">How much better counts as better.</param>
    /// <param name="thresholdMode">Whether the threshold is a part of the best value or a difference.</param>
    /// <param name="cooldown">Steps after a reduction in which none is counted.</param>
    /// <param name="minLr">The least rate.</param>
    /// <param name="eps">A change of a rate by no more is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ReduceLrOnPlateau(
        Optimizer optimizer, PlateauMode mode = PlateauMode.Min, double factor = 0.1, int patience = 10, double threshold = 1e-4,
        ThresholdMode thresholdMode = ThresholdMode.Rel, int cooldown = 0, double minLr = 0, double eps = 1e-8)
    {
        if (factor is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be in [0, 1).");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        ScheduleCheck.AtLeastZero(threshold);
        ScheduleCheck.AtLeastZero(minLr);
        ScheduleCheck.AtLeastZero(eps);
        Optimizer = optimizer;
        (this.mode, this.factor, this.patience, this.threshold) = (mode, factor, patience, threshold);
        (this.thresholdMode, this.cooldown, this.minLr, this.eps) = (thresholdMode, cooldown, minLr, eps);
        best = mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;
    }

    /// <summary>The optimiser whose rates change.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The best value so far; an infinity before the first step.</summary>
    public double Best => best;

    /// <summary>Notes the metric of an epoch. NaN is no improvement.</summary>
    public void Step(double metric)
    {
        (best, badSteps) = IsBetter(metric) ? (metric, 0) : (best, badSteps + 1);
        if (cooling > 0) (cooling, badSteps) = (cooling - 1, 0);
        if (badSteps <= patience) return;
        foreach (var group in Optimizer.Groups)
        {
            var lower = Math.Max(group.Lr * factor, minLr);
            if (group.Lr - lower > eps) group.Lr = lower;
        }
        (cooling, badSteps) = (cooldown, 0);
    }

    bool IsBetter(double metric)
    {
        var margin = thresholdMode == ThresholdMode.Abs ? threshold : double.IsFinite(best) ? threshold * best : 0;
        return mode == PlateauMode.Min ? metric < best - margin : metric > best + margin;
    }

    /// <summary>What the next step depends on besides the rates, which are the optimiser's: best, bad steps, cooldown.</summary>
    public OrderedDictionary<string, Tensor> StateDict() => new()
    {
        ["best"] = Tensor.Scalar(best, DType.Float64),
        ["num_bad_epochs"] = Tensor.Scalar(badSteps, DType.Int64),
        ["cooldown_counter"] = Tensor.Scalar(cooling, DType.Int64),
    };

    /// <summary>Goes on where <see cref="StateDict"/> was taken.</summary>
    /// <exception cref="StateException">The state is of something else.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values)
    {
        var check = new StateCheck(values);
        var (newBest, newBad, newCooling) = (check.Number("best"), (int)check.Number("num_bad_epochs"), (int)check.Number("cooldown_counter"));
        check.ThrowIfAny("The state of ReduceLrOnPlateau", "It must come from a ReduceLrOnPlateau.");
        (best, badSteps, cooling) = (newBest, newBad, newCooling);
    }
}
