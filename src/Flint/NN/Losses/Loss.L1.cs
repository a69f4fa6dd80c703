namespace Flint.NN;

public static partial class Loss
{
    /// <summary>Mean absolute error: |input - target|, averaged.</summary>
    /// <param name="input">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor L1(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("L1", input, target);
        return LossChecks.Reduce((input - target).Abs(), reduction);
    }

    /// <inheritdoc cref="L1(Tensor, Tensor, Reduction)"/>
    public static Tensor L1(Tensor input, Tensor target) => L1(input, target, Reduction.Mean);
}
