namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Kullback-Leibler divergence of a distribution from the target's, element by element: target · (log target - input), 0 where the target
    /// is 0 (torch <c>kl_div</c>). <see cref="Reduction.BatchMean"/> is the divergence itself, averaged over samples.
    /// </summary>
    /// <param name="input">Log probabilities, as LogSoftmax gives them.</param>
    /// <param name="target">Probabilities of the same shape, or with <paramref name="logTarget"/> their logarithms.</param>
    /// <param name="reduction">Mean over elements, batch mean, sum, or the loss of each element.</param>
    /// <param name="logTarget">Whether the target holds logarithms.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor KlDiv(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false)
    {
        LossChecks.Pair("KlDiv", input, target);
        return LossChecks.Reduce(logTarget ? target.Exp() * (target - input) : target.Xlogy(target) - target * input, reduction);
    }

    /// <inheritdoc cref="KlDiv(Tensor, Tensor, Reduction, bool)"/>
    public static Tensor KlDiv(Tensor input, Tensor target) => KlDiv(input, target, Reduction.Mean);
}
