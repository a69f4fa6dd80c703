namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// The hinge loss of several labels a sample: 1 / C Σ max(0, 1 - input[y] + input[i]) over the labels y and the classes i that are no label
    /// (torch <c>multilabel_margin_loss</c>).
    /// </summary>
    /// <param name="input">Scores, [N, C] or [C].</param>
    /// <param name="target">Class numbers, Int64, of the same shape: in each row the labels, then -1; what follows that does not count.</param>
    /// <param name="reduction">Mean, sum, or the loss of each sample.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The input is not floating, or the target no integers.</exception>
    /// <exception cref="TensorIndexException">A label is not in -1 to C - 1.</exception>
    public static Tensor MultiLabelMargin(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("MultiLabelMargin", input, target);
        LossChecks.RowsOfClasses("MultiLabelMargin", input);
        var classes = input.Size(-1);
        var ids = Indices.Checked("MultiLabelMargin", "labels", target, classes, $"scores {input.Shape} have {classes} classes", -1);
        var rows = input.Rank == 1 ? input.Unsqueeze(0) : input;
        var (labels, isCounted, isOther) = LabelSets(ids.Reshape(rows.Shape).ToArray<long>(), rows.Shape);
        // (N, label, other)
        var excess = (1 - rows.Gather(1, labels).Unsqueeze(2) + rows.Unsqueeze(1)).Clamp(min: 0);
        var counts = (isCounted.Unsqueeze(2) * isOther.Unsqueeze(1)).To(rows.DType);
        var losses = (excess * counts).Sum([1, 2]) / classes;
        return LossChecks.Reduce(input.Rank == 1 ? losses.Squeeze(0) : losses, reduction);
    }

    /// <inheritdoc cref="MultiLabelMargin(Tensor, Tensor, Reduction)"/>
    public static Tensor MultiLabelMargin(Tensor input, Tensor target) => MultiLabelMargin(input, target, Reduction.Mean);

    /// <summary>Labels with 0 for those that do not count, which of them do, and which classes are no label.</summary>
    static (Tensor Labels, Tensor IsCounted, Tensor IsOther) LabelSets(long[] ids, Shape shape)
    {
        var (labels, counted, other, classes) = (new long[ids.Length], new float[ids.Length], new float[ids.Length], shape[1]);
        Array.Fill(other, 1);
        for (var row = 0; row < ids.Length; row += classes)
            for (var j = row; j < row + classes && ids[j] >= 0; j++)
                (labels[j], counted[j], other[row + ids[j]]) = (ids[j], 1, 0);
        return (Tensor.Wrap(labels, shape), Tensor.Wrap(counted, shape), Tensor.Wrap(other, shape));
    }
}
