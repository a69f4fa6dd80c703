namespace Flint.Optim;

/// <summary>
/// The one-cycle policy (Smith and Topin 2018; torch OneCycleLR): the rate rises from <c>maxLr / divFactor</c> to maxLr, then falls
/// to <c>maxLr / divFactor / finalDivFactor</c>, while the momentum moves the other way. Step it after every batch.
/// </summary>
/// <remarks>
/// In two phases the rise ends at step <c>warmup = pctStart · totalSteps - 1</c>, the fall at <c>totalSteps - 1</c>. Within each, with s the share that is
/// done, the value from a to b is <c>b + (a - b)(1 + cos(π s)) / 2</c>, or <c>a + (b - a) s</c> for the linear shape. In three phases, as in
/// the paper, it falls to where it started by step <c>2 · pctStart · totalSteps - 2</c>, then to its end.
/// </remarks>
public sealed class OneCycleLr : Schedule
{
    readonly OneCycle cycle;
    readonly double maxLr, divFactor, finalDivFactor, baseMomentum, maxMomentum;
    readonly bool cycleMomentum;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates and momentum (beta1 for Adam) change.</param>
    /// <param name="maxLr">The highest rate, of every group.</param>
    /// <param name="totalSteps">Steps in the cycle: epochs times batches.</param>
    /// <param name="pctStart">The share of the steps in which the rate rises, 0 to 1.</param>
    /// <param name="annealStrategy">The shape of rise and fall.</param>
    /// <param name="cycleMomentum">Whether the momentum changes too; without effect on an optimiser made without momentum.</param>
    /// <param name="baseMomentum">The momentum at the highest rate.</param>
    /// <param name="maxMomentum">The momentum at start and end.</param>
    /// <param name="divFactor">The highest rate over that of the start.</param>
    /// <param name="finalDivFactor">The rate of the start over that of the end.</param>
    /// <param name="threePhase">Falls as long as it rose, then goes on to the end; pctStart is then at most 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public OneCycleLr(
        Optimizer optimizer, double maxLr, int totalSteps, double pctStart = 0.3, AnnealStrategy annealStrategy = AnnealStrategy.Cos,
        bool cycleMomentum = true, double baseMomentum = 0.85, double maxMomentum = 0.95, double divFactor = 25, double finalDivFactor = 1e4,
        bool threePhase = false)
        : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalSteps);
        if (pctStart is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(pctStart), pctStart, "The share must be in [0, 1].");
        if (threePhase && pctStart > 0.5) throw new ArgumentOutOfRangeException(nameof(pctStart), pctStart, "Of three phases the first two take as long as each other: the share must be in [0, 0.5].");
        ScheduleCheck.Positive(maxLr);
        ScheduleCheck.Positive(divFactor);
        ScheduleCheck.Positive(finalDivFactor);
        ScheduleCheck.AtLeastZero(baseMomentum);
        ScheduleCheck.AtLeastZero(maxMomentum);
        cycle = new(pctStart * totalSteps - 1, threePhase ? 2 * pctStart * totalSteps - 2 : null, totalSteps - 1, annealStrategy);
        (this.maxLr, this.divFactor, this.finalDivFactor) = (maxLr, divFactor, finalDivFactor);
        (this.baseMomentum, this.maxMomentum) = (baseMomentum, maxMomentum);
        this.cycleMomentum = cycleMomentum && optimizer.Groups.All(g => g.Momentum > 0);
        Start();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The cycle is over.</exception>
    public override double At(int t, double initialLr)
    {
        var start = maxLr / divFactor;
        return cycle.At(t, start, maxLr, start / finalDivFactor);
    }

    /// <inheritdoc/>
    protected internal override void Set(int t)
    {
        base.Set(t);
        if (!cycleMomentum) return;
        foreach (var group in Optimizer.Groups) group.Momentum = cycle.At(t, maxMomentum, baseMomentum, maxMomentum);
    }

    /// <summary>A value that goes from start to peak at step top, back to start at step foot if there is one, and to end at step last.</summary>
    readonly record struct OneCycle(double Top, double? Foot, int Last, AnnealStrategy Strategy)
    {
        internal double At(int t, double start, double peak, double end)
        {
            if (t > Last + 1)
                throw new InvalidOperationException($"OneCycleLr was made for {Last + 1} steps and is asked for step {t}: make totalSteps epochs times batches.");
            if (Top == 0 && (t == 0 || Last == 0)) return peak; // a rise of no steps
            if (Foot is { } foot && t > Top)
                return t <= foot ? Between(peak, start, (t - Top) / (foot - Top)) : Between(start, end, (t - foot) / (Last - foot));
            return t <= Top || Top >= Last ? Between(start, peak, t / Top) : Between(peak, end, (t - Top) / (Last - Top));
        }

        double Between(double a, double b, double s)
        {
            s = Math.Min(s, 1); // the step after the last keeps the last value: a straight line would go on below zero
            return Strategy == AnnealStrategy.Cos ? b + (a - b) / 2 * (1 + Math.Cos(Math.PI * s)) : a + (b - a) * s;
        }
    }
}
