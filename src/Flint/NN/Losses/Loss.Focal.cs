namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Cross entropy that counts easy samples less: -weight[y] (1 - p[y])^γ log p[y] with p = softmax(input) (Lin et al., "Focal loss for dense
    /// object detection", 2017). γ = 0 is <see cref="CrossEntropy(Tensor, Tensor)"/>.
    /// </summary>
    /// <param name="input">Scores before any softmax: [N, C], [N, C, d1, ...], or [C].</param>
    /// <param name="target">Class numbers, Int64, Int32 or UInt8, of the input's shape without C.</param>
    /// <param name="gamma">γ, 0 or more.</param>
    /// <param name="weight">[C], how much each class counts; the mean is then divided by the weights of the labels.</param>
    /// <param name="ignoreIndex">Positions with this label count nothing.</param>
    /// <param name="reduction">Mean, sum, or the loss of each position.</param>
    /// <exception cref="ShapeException">Target or weight do not fit the input.</exception>
    /// <exception cref="DTypeException">The input is not floating, the target not integers, or the weight has another dtype.</exception>
    /// <exception cref="TensorIndexException">A label is not in 0 to C - 1 (and not <paramref name="ignoreIndex"/>).</exception>
    /// <exception cref="ArgumentOutOfRangeException">γ is negative.</exception>
    public static Tensor Focal(
        Tensor input, Tensor target, double gamma = 2, Tensor? weight = null, int ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    {
        RequireGamma("Focal", gamma);
        var ids = LossChecks.ClassLabels("Focal", input, target, weight, ignoreIndex);
        var rows = LossChecks.ClassesLast(input);
        var (safe, counts) = Counts(ids, weight, ignoreIndex, rows.DType);
        var log = rows.LogSoftmax(1).Gather(1, safe.Reshape(-1, 1)).Reshape(-1);
        var losses = -(1 - log.Exp()).Pow(gamma) * log * counts;
        return reduction == Reduction.Mean ? losses.Sum() / counts.Sum() : LossChecks.Reduce(losses.Reshape(target.Shape), reduction);
    }

    /// <inheritdoc cref="Focal(Tensor, Tensor, double, Tensor?, int, Reduction)"/>
    public static Tensor Focal(Tensor input, Tensor target) => Focal(input, target, gamma: 2);

    /// <summary>
    /// The focal loss of independent yes-or-no scores: -α_t (1 - p_t)^γ log p_t, where p_t is σ(input) and α_t is alpha for targets 1, and
    /// the rest to 1 of both for targets 0 (Lin et al. 2017; torchvision <c>sigmoid_focal_loss</c>, whose reduction is none).
    /// </summary>
    /// <param name="input">Scores before any sigmoid.</param>
    /// <param name="target">0 or 1, of the same shape.</param>
    /// <param name="alpha">How much targets 1 count, from 0 to 1; negative: both count 1.</param>
    /// <param name="gamma">γ, 0 or more.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">γ is negative.</exception>
    public static Tensor SigmoidFocal(Tensor input, Tensor target, double alpha = 0.25, double gamma = 2, Reduction reduction = Reduction.Mean)
    {
        RequireGamma("SigmoidFocal", gamma);
        var entropy = BceWithLogits(input, target, reduction: Reduction.None);
        var p = input.Sigmoid();
        var missed = p + target - 2 * p * target; // 1 - p_t
        var losses = missed.Pow(gamma) * entropy;
        return LossChecks.Reduce(alpha >= 0 ? (alpha * target + (1 - alpha) * (1 - target)) * losses : losses, reduction);
    }

    /// <inheritdoc cref="SigmoidFocal(Tensor, Tensor, double, double, Reduction)"/>
    public static Tensor SigmoidFocal(Tensor input, Tensor target) => SigmoidFocal(input, target, alpha: 0.25);

    static void RequireGamma(string loss, double gamma)
    {
        if (!(gamma >= 0)) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, $"{loss} needs gamma of 0 or more.");
    }
}
