namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Of distances: input where the target is 1 (similar), max(0, margin - input) where it is -1 (torch <c>hinge_embedding_loss</c>).
    /// </summary>
    /// <param name="input">Distances, such as <c>PairwiseDistance</c> gives.</param>
    /// <param name="target">1 or -1, of the same shape.</param>
    /// <param name="margin">How far apart what is not similar should be.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor HingeEmbedding(Tensor input, Tensor target, double margin = 1, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("HingeEmbedding", input, target);
        LossChecks.Signs("HingeEmbedding", target);
        return LossChecks.Reduce(Tensor.Where(target.Eq(1), input, (margin - input).Clamp(min: 0)), reduction);
    }

    /// <inheritdoc cref="HingeEmbedding(Tensor, Tensor, double, Reduction)"/>
    public static Tensor HingeEmbedding(Tensor input, Tensor target) => HingeEmbedding(input, target, margin: 1);
}
