namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Cross entropy of s cos θ, where the angle θ to the own class counts as if it were larger by m (Deng et al., "ArcFace: additive angular
    /// margin loss for deep face recognition", 2019): s cos(θ + m) for the own class, s cos θ for the others.
    /// </summary>
    /// <remarks>
    /// cos(θ + m) = cos θ cos m - sin θ sin m would rise again from θ = π - m on; there, as in the authors' code, it is cos θ - m sin m, which goes
    /// on falling. sin θ is taken to be 1e-6 at least, so that the gradient stays finite at θ = 0.
    /// </remarks>
    /// <param name="cosine">cos θ to each class, [N, C]: what <see cref="CosineLinear"/> gives.</param>
    /// <param name="target">Class numbers [N].</param>
    /// <param name="scale">s. The authors take 64 for many thousands of classes; few classes want less.</param>
    /// <param name="margin">m in radians, from 0 to π.</param>
    /// <param name="reduction">Mean, sum, or the loss of each sample.</param>
    /// <exception cref="ShapeException">The shapes are not [N, C] and [N].</exception>
    /// <exception cref="DTypeException">The cosines are not floating, or the target is not integers.</exception>
    /// <exception cref="TensorIndexException">A label is not in 0 to C - 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not positive, or the margin not from 0 to π.</exception>
    public static Tensor ArcFace(Tensor cosine, Tensor target, double scale = 64, double margin = 0.5, Reduction reduction = Reduction.Mean)
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "ArcFace needs a positive scale.");
        if (!(margin is >= 0 and <= Math.PI)) throw new ArgumentOutOfRangeException(nameof(margin), margin, "ArcFace needs a margin from 0 to π.");
        if (cosine.Rank != 2) throw new ShapeException($"ArcFace expects cosines [N, C], but got {cosine.Shape}.");
        var labels = LossChecks.ClassLabels("ArcFace", cosine, target, null, int.MinValue).Unsqueeze(1);
        var own = cosine.Gather(1, labels);                                                     // [N, 1]
        var sine = (1 - own.Square()).Clamp(min: 1e-12).Sqrt();
        var later = own * Math.Cos(margin) - sine * Math.Sin(margin);
        later = Tensor.Where(own > Math.Cos(Math.PI - margin), later, own - margin * Math.Sin(margin));
        return CrossEntropy(scale * (cosine + (later - own) * labels.Squeeze(1).OneHot(cosine.Size(1)).To(cosine.DType)), target, reduction: reduction);
    }
}
