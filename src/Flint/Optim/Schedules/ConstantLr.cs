namespace Flint.Optim;

/// <summary>A factor for the first steps: <c>lr(t) = lr₀ · factor</c> while t is below totalIters, then lr₀ (torch ConstantLR).</summary>
public sealed class ConstantLr : Schedule
{
    readonly double factor;
    readonly int totalIters;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="factor">The factor, 0 to 1.</param>
    /// <param name="totalIters">How many steps it holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1], or the steps are negative.</exception>
    public ConstantLr(Optimizer optimizer, double factor = 1.0 / 3, int totalIters = 5) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalIters);
        if (factor is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be in [0, 1].");
        (this.factor, this.totalIters) = (factor, totalIters);
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => t < totalIters ? initialLr * factor : initialLr;
}
