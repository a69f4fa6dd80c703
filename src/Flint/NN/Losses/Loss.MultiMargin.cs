namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// The hinge loss of classes: 1 / C Σ weight[y] max(0, margin - input[y] + input[i])^p over all i but the label y (torch
    /// <c>multi_margin_loss</c>).
    /// </summary>
    /// <param name="input">Scores, [N, C] or [C].</param>
    /// <param name="target">Class numbers, Int64, Int32 or UInt8, [N] or a scalar.</param>
    /// <param name="p">1 or 2.</param>
    /// <param name="margin">How far the label's score should be above the others.</param>
    /// <param name="weight">[C], how much each class counts; the mean still divides by the number of samples.</param>
    /// <param name="reduction">Mean, sum, or the loss of each sample.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The input is not floating, the target not integers, or the weight has another dtype.</exception>
    /// <exception cref="TensorIndexException">A label is not in 0 to C - 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is neither 1 nor 2.</exception>
    public static Tensor MultiMargin(
        Tensor input, Tensor target, int p = 1, double margin = 1, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        if (p is not (1 or 2)) throw new ArgumentOutOfRangeException(nameof(p), p, "MultiMargin takes p of 1 or 2.");
        LossChecks.RowsOfClasses("MultiMargin", input);
        var ids = LossChecks.ClassLabels("MultiMargin", input, target, weight, int.MinValue).Reshape(-1, 1);
        var rows = input.Rank == 1 ? input.Unsqueeze(0) : input;
        var excess = (margin - rows.Gather(1, ids) + rows).Clamp(min: 0);
        if (p == 2) excess = excess.Square();
        if (weight is not null) excess = excess * weight.IndexSelect(0, ids.Reshape(-1)).Unsqueeze(1);
        var others = 1 - ids.Reshape(-1).OneHot(rows.Size(1)).To(rows.DType);
        return LossChecks.Reduce(((excess * others).Sum(1) / rows.Size(1)).Reshape(target.Shape), reduction);
    }

    /// <inheritdoc cref="MultiMargin(Tensor, Tensor, int, double, Tensor?, Reduction)"/>
    public static Tensor MultiMargin(Tensor input, Tensor target) => MultiMargin(input, target, p: 1);
}
