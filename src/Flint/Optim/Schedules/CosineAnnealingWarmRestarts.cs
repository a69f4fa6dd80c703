namespace Flint.Optim;

/// <summary>
/// Half a cosine from lr₀ to etaMin, over and over, each period tMult times as long (SGDR, Loshchilov and Hutter 2017; torch
/// CosineAnnealingWarmRestarts): <c>lr = etaMin + (lr₀ - etaMin) (1 + cos(π s / T)) / 2</c> at step s of a period of T.
/// </summary>
public sealed class CosineAnnealingWarmRestarts : Schedule
{
    readonly int t0, tMult;
    readonly double etaMin;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="t0">Steps in the first period.</param>
    /// <param name="tMult">How many times as long each next one is.</param>
    /// <param name="etaMin">The rate that a period ends with.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is not 1 or more, or the rate is negative.</exception>
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult = 1, double etaMin = 0) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(t0);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tMult);
        ScheduleCheck.AtLeastZero(etaMin);
        (this.t0, this.tMult, this.etaMin) = (t0, tMult, etaMin);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr)
    {
        long period = t0, step = t;
        if (tMult == 1) step %= period;
        else
            for (; step >= period; period *= tMult) step -= period;
        return etaMin + (initialLr - etaMin) * (1 + Math.Cos(Math.PI * step / period)) / 2;
    }
}
