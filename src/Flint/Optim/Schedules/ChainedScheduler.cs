namespace Flint.Optim;

/// <summary>
/// Schedules at the same time, such as a warm-up and a decay (torch ChainedScheduler): each starts from the rate that the one before gives for
/// the step, so that factors multiply.
/// </summary>
/// <example><c>new ChainedScheduler([new LinearLr(sgd, totalIters: 500), new ExponentialLr(sgd, 0.999)])</c></example>
public sealed class ChainedScheduler : Schedule
{
    readonly Schedule[] schedules;

    /// <summary>Starts all of them.</summary>
    /// <param name="schedules">In this order, all of one optimiser.</param>
    /// <exception cref="ArgumentException">There is none, or the optimisers differ.</exception>
    public ChainedScheduler(IEnumerable<Schedule> schedules) : base(OptimizerOf(schedules))
    {
        this.schedules = [.. schedules];
        if (this.schedules.Any(s => s.Optimizer != Optimizer)) throw new ArgumentException("The schedules must be of one optimiser.");
        Start();
    }

    static Optimizer OptimizerOf(IEnumerable<Schedule> schedules) =>
        schedules.FirstOrDefault()?.Optimizer ?? throw new ArgumentException("A chain needs at least one schedule.");

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => schedules.Aggregate(initialLr, (lr, schedule) => schedule.At(t, lr));

    /// <inheritdoc/>
    protected internal override void Set(int t)
    {
        // For what they change besides rates.
        foreach (var schedule in schedules) schedule.Set(t);
        base.Set(t);
    }
}
