namespace Flint.Optim;

/// <summary>
/// The rate goes in a straight line from one factor to another and stays there; the usual warm-up (torch LinearLR):
/// <c>lr(t) = lr₀ · (start + (end - start) · min(t, totalIters) / totalIters)</c>.
/// </summary>
public sealed class LinearLr : Schedule
{
    readonly double startFactor, endFactor;
    readonly int totalIters;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="startFactor">The factor at step 0, above 0 and at most 1.</param>
    /// <param name="endFactor">The factor from step <paramref name="totalIters"/> on, 0 to 1.</param>
    /// <param name="totalIters">How many steps the change takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of its range, or there is no step.</exception>
    public LinearLr(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int totalIters = 5) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalIters);
        if (startFactor is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(startFactor), startFactor, "The factor at the start must be above 0 and at most 1.");
        if (endFactor is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(endFactor), endFactor, "The factor at the end must be in [0, 1].");
        (this.startFactor, this.endFactor, this.totalIters) = (startFactor, endFactor, totalIters);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) =>
        initialLr * (startFactor + (endFactor - startFactor) * Math.Min(t, totalIters) / totalIters);
}
