namespace Flint.NN;

public static partial class Loss
{
    /// <summary>log(1 + exp(-target · input)), the logistic loss (torch <c>soft_margin_loss</c>); exact for any score.</summary>
    /// <param name="input">Scores.</param>
    /// <param name="target">1 or -1, of the same shape.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor SoftMargin(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("SoftMargin", input, target);
        return LossChecks.Reduce(-(target * input).LogSigmoid(), reduction);
    }

    /// <inheritdoc cref="SoftMargin(Tensor, Tensor, Reduction)"/>
    public static Tensor SoftMargin(Tensor input, Tensor target) => SoftMargin(input, target, Reduction.Mean);
}
