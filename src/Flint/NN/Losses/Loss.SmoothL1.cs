namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// With d = |input - target|: d² / (2 beta) below beta, d - beta / 2 above: a parabola that goes on as a line, so that outliers pull no harder
    /// (Girshick 2015; torch <c>smooth_l1_loss</c>). <see cref="Huber(Tensor, Tensor)"/> is this times delta = beta.
    /// </summary>
    /// <param name="input">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <param name="beta">Where the line begins; 0 is <see cref="L1(Tensor, Tensor)"/>.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">beta is negative.</exception>
    public static Tensor SmoothL1(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
    {
        LossChecks.Pair("SmoothL1", input, target);
        if (!(beta >= 0)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "SmoothL1 needs beta of 0 or more.");
        var distance = (input - target).Abs();
        if (beta == 0) return LossChecks.Reduce(distance, reduction);
        var curved = distance.Clamp(max: beta);
        return LossChecks.Reduce(curved.Square() / (2 * beta) + (distance - curved), reduction);
    }

    /// <inheritdoc cref="SmoothL1(Tensor, Tensor, Reduction, double)"/>
    public static Tensor SmoothL1(Tensor input, Tensor target) => SmoothL1(input, target, Reduction.Mean);
}
