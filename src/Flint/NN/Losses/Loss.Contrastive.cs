namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// With D the distance of two vectors: ½ D² where the target is 1 (similar), ½ max(0, margin - D)² where it is 0 (Hadsell, Chopra and
    /// LeCun, "Dimensionality reduction by learning an invariant mapping", 2006, whose Y is 1 - target).
    /// </summary>
    /// <param name="input1">[N, D] or [D].</param>
    /// <param name="input2">Of the same shape.</param>
    /// <param name="target">1 or 0, [N] or a scalar.</param>
    /// <param name="margin">How far apart what is not similar should be.</param>
    /// <param name="reduction">Mean, sum, or the loss of each pair.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The vectors are not floating.</exception>
    public static Tensor Contrastive(Tensor input1, Tensor input2, Tensor target, double margin = 1, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Vectors("Contrastive", input1, input2, target);
        var apart = (margin - (input1 - input2).Norm(2, -1)).Clamp(min: 0).Square();
        return LossChecks.Reduce(0.5 * (target * (input1 - input2).Square().Sum(-1) + (1 - target) * apart), reduction);
    }
}
