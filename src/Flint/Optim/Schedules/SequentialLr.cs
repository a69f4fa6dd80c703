namespace Flint.Optim;

/// <summary>Schedules one after another, such as a warm-up and then a cosine (torch SequentialLR). Each starts at its own step 0.</summary>
/// <example>
/// <c>new SequentialLr([new LinearLr(sgd, totalIters: 500), new CosineAnnealingLr(sgd, 9500)], milestones: [500])</c>
/// </example>
public sealed class SequentialLr : Schedule
{
    readonly Schedule[] schedules;
    readonly int[] milestones;

    /// <summary>Starts the first schedule.</summary>
    /// <param name="schedules">In this order, all of one optimiser.</param>
    /// <param name="milestones">The steps at which the second, third, ... begins.</param>
    /// <exception cref="ArgumentException">The milestones are not one fewer than the schedules or do not rise, or the optimisers differ.</exception>
    public SequentialLr(IEnumerable<Schedule> schedules, IEnumerable<int> milestones) : base(schedules.First().Optimizer)
    {
        (this.schedules, this.milestones) = ([.. schedules], [.. milestones]);
        if (this.milestones.Length != this.schedules.Length - 1)
            throw new ArgumentException($"{this.schedules.Length} schedules need {this.schedules.Length - 1} milestones, but got {this.milestones.Length}.");
        if (this.milestones.Zip(this.milestones.Skip(1)).Any(m => m.First >= m.Second))
            throw new ArgumentException($"The milestones must rise, but got {string.Join(", ", this.milestones)}.");
        if (this.schedules.Any(s => s.Optimizer != Optimizer)) throw new ArgumentException("The schedules must be of one optimiser.");
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr)
    {
        var (schedule, start) = ActiveAt(t);
        return schedule.At(t - start, initialLr);
    }

    /// <inheritdoc/>
    protected internal override void Set(int t)
    {
        var (schedule, start) = ActiveAt(t);
        schedule.Set(t - start);
    }

    (Schedule Schedule, int Start) ActiveAt(int t)
    {
        var i = milestones.Count(m => m <= t);
        return (schedules[i], i == 0 ? 0 : milestones[i - 1]);
    }
}
