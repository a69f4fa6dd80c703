namespace Flint.Optim;

/// <summary>
/// The rate goes up and down between two bounds (Smith 2017; torch CyclicLR), while the momentum moves the other way:
/// <c>lr = baseLr + (maxLr - baseLr) · h · scale</c>, h from 0 to 1 in stepSizeUp steps and back in stepSizeDown. Step it after every batch.
/// </summary>
public sealed class CyclicLr : Schedule
{
    readonly double baseLr, maxLr, gamma, baseMomentum, maxMomentum;
    readonly int up, down;
    readonly CyclicMode mode;
    readonly bool cycleMomentum;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates and momentum (beta1 for Adam) change.</param>
    /// <param name="baseLr">The lower bound, of every group.</param>
    /// <param name="maxLr">The upper bound.</param>
    /// <param name="stepSizeUp">Steps up.</param>
    /// <param name="stepSizeDown">Steps down; as many if not given.</param>
    /// <param name="mode">How the height changes.</param>
    /// <param name="gamma">γ of <see cref="CyclicMode.ExpRange"/>.</param>
    /// <param name="cycleMomentum">Whether the momentum changes too; without effect on an optimiser made without momentum.</param>
    /// <param name="baseMomentum">The momentum at the upper bound.</param>
    /// <param name="maxMomentum">The momentum at the lower bound.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CyclicLr(
        Optimizer optimizer, double baseLr, double maxLr, int stepSizeUp = 2000, int? stepSizeDown = null, CyclicMode mode = CyclicMode.Triangular,
        double gamma = 1, bool cycleMomentum = true, double baseMomentum = 0.8, double maxMomentum = 0.9)
        : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSizeUp);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSizeDown ?? 1, nameof(stepSizeDown));
        ScheduleCheck.AtLeastZero(baseLr);
        ScheduleCheck.AtLeastZero(maxLr);
        ScheduleCheck.AtLeastZero(gamma);
        ScheduleCheck.AtLeastZero(baseMomentum);
        ScheduleCheck.AtLeastZero(maxMomentum);
        (this.baseLr, this.maxLr, this.gamma, this.mode) = (baseLr, maxLr, gamma, mode);
        (up, down) = (stepSizeUp, stepSizeDown ?? stepSizeUp);
        (this.baseMomentum, this.maxMomentum) = (baseMomentum, maxMomentum);
        this.cycleMomentum = cycleMomentum && optimizer.Groups.All(g => g.Momentum > 0);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => baseLr + (maxLr - baseLr) * Height(t);

    /// <inheritdoc/>
    protected internal override void Set(int t)
    {
        base.Set(t);
        if (!cycleMomentum) return;
        foreach (var group in Optimizer.Groups) group.Momentum = maxMomentum - (maxMomentum - baseMomentum) * Height(t);
    }

    double Height(int t)
    {
        var (cycle, step) = (t / (up + down), t % (up + down));
        var height = step <= up ? (double)step / up : (double)(up + down - step) / down;
        return height * (mode switch { CyclicMode.Triangular2 => Math.ScaleB(1, -cycle), CyclicMode.ExpRange => Math.Pow(gamma, t), _ => 1 });
    }
}
