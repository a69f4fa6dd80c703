namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// max(0, d(anchor, positive) - d(anchor, negative) + margin) with the p-norm as distance d (Schroff et al. 2015; torch
    /// <c>triplet_margin_loss</c>).
    /// </summary>
    /// <param name="anchor">[N, D] or [D].</param>
    /// <param name="positive">What should be near, of the same shape.</param>
    /// <param name="negative">What should be far, of the same shape.</param>
    /// <param name="margin">By how much.</param>
    /// <param name="p">The norm.</param>
    /// <param name="eps">Added to each difference, as in <c>PairwiseDistance</c>.</param>
    /// <param name="swap">Takes d(positive, negative) where that is smaller than d(anchor, negative) (Balntas et al. 2016).</param>
    /// <param name="reduction">Mean, sum, or the loss of each triplet.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The anchor is not floating.</exception>
    public static Tensor TripletMargin(
        Tensor anchor, Tensor positive, Tensor negative, double margin = 1, double p = 2, double eps = 1e-6, bool swap = false,
        Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("TripletMargin", anchor, positive);
        LossChecks.Pair("TripletMargin", anchor, negative);
        return TripletMarginWithDistance(anchor, positive, negative, (a, b) => a.PairwiseDistance(b, p, eps), margin, swap, reduction);
    }

    /// <summary>As <see cref="TripletMargin"/>, with any distance (torch <c>triplet_margin_with_distance_loss</c>).</summary>
    /// <param name="anchor">What the distance takes.</param>
    /// <param name="positive">What should be near.</param>
    /// <param name="negative">What should be far.</param>
    /// <param name="distanceFunction">Distances of two batches of vectors, one a pair; not given, <c>PairwiseDistance</c>.</param>
    /// <param name="margin">By how much.</param>
    /// <param name="swap">Takes the distance of positive and negative where that is the smaller one.</param>
    /// <param name="reduction">Mean, sum, or the loss of each triplet.</param>
    public static Tensor TripletMarginWithDistance(
        Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distanceFunction = null, double margin = 1, bool swap = false,
        Reduction reduction = Reduction.Mean)
    {
        distanceFunction ??= (a, b) => a.PairwiseDistance(b);
        var far = distanceFunction(anchor, negative);
        if (swap) far = far.Minimum(distanceFunction(positive, negative));
        return LossChecks.Reduce((margin + distanceFunction(anchor, positive) - far).Clamp(min: 0), reduction);
    }
}
