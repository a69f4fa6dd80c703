namespace Flint.Optim;

/// <summary>
/// The rate falls along half a cosine, and rises again if the steps go on (Loshchilov and Hutter 2017; torch CosineAnnealingLR):
/// <c>lr(t) = min + (lr₀ - min) · (1 + cos(π t / steps)) / 2</c>.
/// </summary>
public sealed class CosineAnnealingLr : Schedule
{
    readonly int steps;
    readonly double minLr;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="steps">Steps from the initial rate to the lowest (torch: T_max).</param>
    /// <param name="minLr">The lowest rate (torch: eta_min).</param>
    public CosineAnnealingLr(Optimizer optimizer, int steps, double minLr = 0) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        (this.steps, this.minLr) = (steps, minLr);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => minLr + (initialLr - minLr) * (1 + Math.Cos(Math.PI * t / steps)) / 2;
}
