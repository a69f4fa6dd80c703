namespace Flint.Optim;

/// <summary>
/// The rate goes in a straight line from one factor to another and stays there; the usual warm-up (torch LinearLR):
/// <c>lr(t) = lr₀ · (start + (end - start) · min(t, steps) / steps)</c>.
/// </summary>
public sealed class LinearLr : Schedule
{
    readonly double startFactor, endFactor;
    readonly int steps;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="startFactor">The factor at step 0.</param>
    /// <param name="endFactor">The factor from step <paramref name="steps"/> on.</param>
    /// <param name="steps">How long the change takes (torch: total_iters).</param>
    public LinearLr(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int steps = 5) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        (this.startFactor, this.endFactor, this.steps) = (startFactor, endFactor, steps);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) =>
        initialLr * (startFactor + (endFactor - startFactor) * Math.Min(t, steps) / steps);
}
