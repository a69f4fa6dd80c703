namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Binary cross entropy of each class's score, weighted and averaged over classes:
    /// -1 / C Σ weight[c] (t[c] log σ(x[c]) + (1 - t[c]) log σ(-x[c])) (torch <c>multilabel_soft_margin_loss</c>).
    /// </summary>
    /// <param name="input">Scores, [N, C] or [C].</param>
    /// <param name="target">0 or 1, of the same shape.</param>
    /// <param name="weight">[C], how much each class counts.</param>
    /// <param name="reduction">Mean, sum, or the loss of each sample.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor MultiLabelSoftMargin(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("MultiLabelSoftMargin", input, target);
        LossChecks.RowsOfClasses("MultiLabelSoftMargin", input);
        return LossChecks.Reduce(BceWithLogits(input, target, weight, reduction: Reduction.None).Mean(-1), reduction);
    }

    /// <inheritdoc cref="MultiLabelSoftMargin(Tensor, Tensor, Tensor?, Reduction)"/>
    public static Tensor MultiLabelSoftMargin(Tensor input, Tensor target) => MultiLabelSoftMargin(input, target, weight: null);
}
