namespace Flint.Optim;

/// <summary>The rate falls by a factor at given steps: <c>lr(t) = lr₀ · γ^(number of milestones ≤ t)</c> (torch MultiStepLR).</summary>
public sealed class MultiStepLr : Schedule
{
    readonly int[] milestones;
    readonly double gamma;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="milestones">Steps from which on the rate is lower, in any order.</param>
    /// <param name="gamma">γ, the factor, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or no number.</exception>
    public MultiStepLr(Optimizer optimizer, IEnumerable<int> milestones, double gamma = 0.1) : base(optimizer)
    {
        ScheduleCheck.AtLeastZero(gamma);
        (this.milestones, this.gamma) = ([.. milestones], gamma);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => initialLr * Math.Pow(gamma, milestones.Count(m => m <= t));
}
