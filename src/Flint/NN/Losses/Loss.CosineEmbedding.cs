namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Of the cosine of the angle between two vectors: 1 - cos where the target is 1 (similar), max(0, cos - margin) where it is -1
    /// (torch <c>cosine_embedding_loss</c>).
    /// </summary>
    /// <param name="input1">[N, D] or [D].</param>
    /// <param name="input2">Of the same shape.</param>
    /// <param name="target">1 or -1, [N] or a scalar.</param>
    /// <param name="margin">The cosine that what is not similar may have, from -1 to 1.</param>
    /// <param name="reduction">Mean, sum, or the loss of each pair.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The vectors are not floating.</exception>
    public static Tensor CosineEmbedding(Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Vectors("CosineEmbedding", input1, input2, target);
        LossChecks.Signs("CosineEmbedding", target);
        const double tiny = 1e-12; // PyTorch's: a vector of zeros has cosine 0
        var cos = (input1 * input2).Sum(-1) / ((input1.Square().Sum(-1) + tiny) * (input2.Square().Sum(-1) + tiny)).Sqrt();
        return LossChecks.Reduce(Tensor.Where(target.Eq(1), 1 - cos, (cos - margin).Clamp(min: 0)), reduction);
    }
}
