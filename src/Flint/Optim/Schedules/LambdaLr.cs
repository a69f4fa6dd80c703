namespace Flint.Optim;

/// <summary>The rate follows any formula: <c>lr(t) = lr₀ · factor(t)</c> (torch LambdaLR).</summary>
public sealed class LambdaLr : Schedule
{
    readonly Func<int, double> factor;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="factor">The factor on the initial rate at step t.</param>
    public LambdaLr(Optimizer optimizer, Func<int, double> factor) : base(optimizer)
    {
        this.factor = factor;
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => initialLr * factor(t);
}
