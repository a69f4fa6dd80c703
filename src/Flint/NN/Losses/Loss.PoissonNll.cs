namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Negative log likelihood of counts under a Poisson distribution: exp(input) - target · input of log rates, or
    /// input - target · log(input + eps) of rates (torch <c>poisson_nll_loss</c>).
    /// </summary>
    /// <param name="input">Logarithms of the expected counts, or without <paramref name="logInput"/> the expected counts.</param>
    /// <param name="target">Counts, of the same shape.</param>
    /// <param name="logInput">Whether the input holds logarithms.</param>
    /// <param name="full">Adds Stirling's approximation of log(target!) where the target is above 1; it depends on no weight.</param>
    /// <param name="eps">Keeps the logarithm of a rate 0 finite.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor PoissonNll(
        Tensor input, Tensor target, bool logInput = true, bool full = false, double eps = 1e-8, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("PoissonNll", input, target);
        var losses = logInput ? input.Exp() - target * input : input - target * (input + eps).Log();
        return LossChecks.Reduce(full ? losses + LogFactorial(target.To(losses.DType)) : losses, reduction);
    }

    /// <inheritdoc cref="PoissonNll(Tensor, Tensor, bool, bool, double, Reduction)"/>
    public static Tensor PoissonNll(Tensor input, Tensor target) => PoissonNll(input, target, logInput: true);

    // Counts of 1 or less go through the formula as 1, so that no gradient meets the logarithm of 0.
    static Tensor LogFactorial(Tensor count)
    {
        var n = Tensor.Where(count > 1, count, 1f);
        return Tensor.Where(count > 1, n * n.Log() - n + 0.5 * (2 * Math.PI * n).Log(), 0f);
    }
}
