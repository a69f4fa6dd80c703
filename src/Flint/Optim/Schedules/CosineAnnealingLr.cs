namespace Flint.Optim;

/// <summary>
/// The rate falls along half a cosine, and rises again if the steps go on (Loshchilov and Hutter 2017; torch CosineAnnealingLR):
/// <c>lr(t) = ηmin + (lr₀ - ηmin) · (1 + cos(π t / tMax)) / 2</c>.
/// </summary>
public sealed class CosineAnnealingLr : Schedule
{
    readonly int tMax;
    readonly double etaMin;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="tMax">Steps from the initial rate to the lowest.</param>
    /// <param name="etaMin">The lowest rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no step, or the lowest rate is negative.</exception>
    public CosineAnnealingLr(Optimizer optimizer, int tMax, double etaMin = 0) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tMax);
        ScheduleCheck.AtLeastZero(etaMin);
        (this.tMax, this.etaMin) = (tMax, etaMin);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => etaMin + (initialLr - etaMin) * (1 + Math.Cos(Math.PI * t / tMax)) / 2;
}
