namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// 1 - (2 Σ p t + smooth) / (Σ p² + Σ t² + smooth), over all of a sample: how little two masks overlap, whatever share of the image they fill
    /// (Milletari et al., "V-Net", 2016).
    /// </summary>
    /// <param name="input">Probabilities p, after a sigmoid or softmax, [N, ...].</param>
    /// <param name="target">Masks t of 0 and 1, of the same shape.</param>
    /// <param name="smooth">Keeps the loss of empty masks defined.</param>
    /// <param name="reduction">Mean, sum, or the loss of each sample.</param>
    /// <exception cref="ShapeException">The shapes differ, or there is no batch dimension.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor Dice(Tensor input, Tensor target, double smooth = 1, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("Dice", input, target);
        if (input.Rank < 2) throw new ShapeException($"Dice expects masks of [N, ...], but got {input.Shape}: put a batch dimension before it with Unsqueeze(0).");
        var (p, t) = (input.Flatten(1), target.Flatten(1));
        return LossChecks.Reduce(1 - (2 * (p * t).Sum(1) + smooth) / (p.Square().Sum(1) + t.Square().Sum(1) + smooth), reduction);
    }

    /// <inheritdoc cref="Dice(Tensor, Tensor, double, Reduction)"/>
    public static Tensor Dice(Tensor input, Tensor target) => Dice(input, target, smooth: 1);
}
