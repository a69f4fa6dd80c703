namespace Flint.Optim;

/// <summary>The rate falls to 0 with a power of the steps that are left (torch PolynomialLR): <c>lr(t) = lr₀ · (1 - min(t, T) / T)^power</c>.</summary>
public sealed class PolynomialLr : Schedule
{
    readonly int totalIters;
    readonly double power;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="totalIters">T, the step at which the rate is 0.</param>
    /// <param name="power">The power; 1 is a straight line.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no step, or the power is negative.</exception>
    public PolynomialLr(Optimizer optimizer, int totalIters = 5, double power = 1) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalIters);
        ScheduleCheck.AtLeastZero(power);
        (this.totalIters, this.power) = (totalIters, power);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => initialLr * Math.Pow(1 - (double)Math.Min(t, totalIters) / totalIters, power);
}
