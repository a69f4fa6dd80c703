namespace Flint.Optim;

/// <summary>The rate falls by a factor every few steps: <c>lr(t) = lr₀ · γ^⌊t / stepSize⌋</c> (torch StepLR).</summary>
public sealed class StepLr : Schedule
{
    readonly int stepSize;
    readonly double gamma;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="stepSize">Steps at one rate.</param>
    /// <param name="gamma">γ, the factor, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or no number, or the steps are not 1 or more.</exception>
    public StepLr(Optimizer optimizer, int stepSize, double gamma = 0.1) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSize);
        ScheduleCheck.AtLeastZero(gamma);
        (this.stepSize, this.gamma) = (stepSize, gamma);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => initialLr * Math.Pow(gamma, t / stepSize);
}
