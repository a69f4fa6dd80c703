namespace Flint.Optim;

/// <summary>The rate falls by a factor every step: <c>lr(t) = lr₀ · γᵗ</c> (torch ExponentialLR).</summary>
public sealed class ExponentialLr : Schedule
{
    readonly double gamma;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="gamma">γ, the factor, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or no number.</exception>
    public ExponentialLr(Optimizer optimizer, double gamma) : base(optimizer)
    {
        ScheduleCheck.AtLeastZero(gamma);
        this.gamma = gamma;
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => initialLr * Math.Pow(gamma, t);
}
