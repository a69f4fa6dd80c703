namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// With d = |input - target|: d² / 2 below delta, delta (d - delta / 2) above (Huber 1964; torch <c>huber_loss</c>).
    /// </summary>
    /// <param name="input">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <param name="delta">Where the parabola goes on as a line.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">delta is not positive.</exception>
    public static Tensor Huber(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1)
    {
        LossChecks.Pair("Huber", input, target);
        if (!(delta > 0)) throw new ArgumentOutOfRangeException(nameof(delta), delta, "Huber needs a positive delta.");
        var distance = (input - target).Abs();
        var curved = distance.Clamp(max: delta);
        return LossChecks.Reduce(curved.Square() * 0.5 + delta * (distance - curved), reduction);
    }

    /// <inheritdoc cref="Huber(Tensor, Tensor, Reduction, double)"/>
    public static Tensor Huber(Tensor input, Tensor target) => Huber(input, target, Reduction.Mean);
}
