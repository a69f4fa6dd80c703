namespace Flint.Optim;

/// <summary>The rate follows any formula: <c>lr(t) = lr₀ · lrLambda(t)</c> (torch LambdaLR).</summary>
public sealed class LambdaLr : Schedule
{
    readonly Func<int, double> lrLambda;

    /// <summary>Starts the schedule.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="lrLambda">The factor on the initial rate at step t.</param>
    public LambdaLr(Optimizer optimizer, Func<int, double> lrLambda) : base(optimizer)
    {
        this.lrLambda = lrLambda;
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr) => initialLr * lrLambda(t);
}
