namespace Flint.NN;

/// <summary>Loss functions: what training makes small. All give a scalar by default.</summary>
public static partial class Loss
{
    /// <summary>
    /// Cross entropy of class scores: -log softmax(input)[target], computed in one piece with the gradient softmax - one-hot.
    /// With class weights w and label smoothing ε: (1 - ε) w[target] (-log p[target]) + ε / C Σ w[c] (-log p[c]).
    /// </summary>
    /// <param name="input">Scores before any softmax: [N, C], [N, C, d1, ...], or [C].</param>
    /// <param name="target">
    /// Class numbers, Int64, Int32 or UInt8, of the input's shape without C; or probabilities t of its whole shape:
    /// Σ weight[c] ((1 - ε) t[c] + ε / C) (-log p[c]), of which the mean is over positions.
    /// </param>
    /// <param name="weight">[C], how much each class counts; the mean is then divided by the weights of the labels.</param>
    /// <param name="ignoreIndex">Positions with this label count nothing; probabilities know no label to ignore.</param>
    /// <param name="reduction">Mean, sum, or the loss of each position.</param>
    /// <param name="labelSmoothing">ε from 0 to 1, spread over all classes.</param>
    /// <exception cref="ShapeException">Target or weight do not fit the input.</exception>
    /// <exception cref="DTypeException">The input is not floating, the target not integers, or the weight has another dtype.</exception>
    /// <exception cref="TensorIndexException">A label is not in 0 to C - 1 (and not <paramref name="ignoreIndex"/>).</exception>
    public static Tensor CrossEntropy(
        Tensor input, Tensor target, Tensor? weight = null, int ignoreIndex = -100, Reduction reduction = Reduction.Mean,
        double labelSmoothing = 0)
    {
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing must be from 0 to 1.");
        if (target.DType.IsFloating && target.Shape == input.Shape) return SoftCrossEntropy(input, target, weight, ignoreIndex, reduction, labelSmoothing);
        var ids = LossChecks.ClassLabels("CrossEntropy", input, target, weight, ignoreIndex);
        var rows = LossChecks.ClassesLast(input);
        var task = new CrossEntropyTask(ids, weight?.Contiguous(), ignoreIndex, labelSmoothing);
        var x = rows.Contiguous();
        var (losses, logSums) = (Tensor.Empty([x.Size(0)], x.DType.Finer), Tensor.Empty([x.Size(0)], x.DType.Finer));
        x.Device.CrossEntropy(x, task, losses, logSums);
        var divisor = reduction switch
        {
            Reduction.Mean => LossChecks.Counted(task),
            Reduction.BatchMean when input.Rank > 1 => input.Size(0),
            _ => 1,
        };
        var y = (reduction == Reduction.None ? losses.Reshape(target.Shape) : losses.Sum() / divisor).To(x.DType);
        return Tape.Record(y, rows, dy =>
        {
            Indices.RequireStillInRange("CrossEntropy", ids, x.Size(1), ignoreIndex);
            dy = dy.To(x.DType.Finer);
            var scales = reduction == Reduction.None ? dy.Reshape(-1) : dy / divisor;
            if (Tape.Enabled) return Gradient(scales, rows.To(rows.DType.Finer), task).To(rows.DType);
            var dx = Tensor.EmptyLike(x);
            x.Device.CrossEntropyGradient(scales.Contiguous(), x, task, logSums, dx);
            return dx;
        }, task.Weight is null ? [x, ids] : [x, ids, task.Weight]);
    }

    /// <inheritdoc cref="CrossEntropy(Tensor, Tensor, Tensor?, int, Reduction, double)"/>
    public static Tensor CrossEntropy(Tensor input, Tensor target) => CrossEntropy(input, target, reduction: Reduction.Mean);

    /// <summary>Of losses -Σ t log softmax(x), as an expression: (softmax(x) Σ t - t) scale.</summary>
    static Tensor Gradient(Tensor scales, Tensor x, CrossEntropyTask task)
    {
        var classes = x.Size(1);
        var (labels, weights) = (task.Labels.ToArray<long>(), task.Weight?.To(DType.Float64).ToArray<double>());
        var targets = new double[x.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == task.IgnoreIndex) continue;
            for (var c = 0; c < classes; c++) targets[i * classes + c] = task.LabelSmoothing / classes * (weights?[c] ?? 1);
            targets[i * classes + labels[i]] += (1 - task.LabelSmoothing) * (weights?[labels[i]] ?? 1);
        }
        var t = Tensor.Wrap(targets, x.Shape).To(x.DType);
        return (x.Softmax(1) * t.Sum(1, keepDim: true) - t) * scales.Reshape(-1, 1);
    }

    static Tensor SoftCrossEntropy(Tensor input, Tensor target, Tensor? weight, int ignoreIndex, Reduction reduction, double labelSmoothing)
    {
        if (!input.DType.IsFloating || input.Rank == 0)
            throw new ShapeException($"CrossEntropy expects floating scores of [N, C], [N, C, d1, ...] or [C], but got {input.DType} {input.Shape}.");
        if (ignoreIndex >= 0)
            throw new ArgumentException($"CrossEntropy ignores label {ignoreIndex}, but the target holds probabilities per class: leave ignoreIndex out.", nameof(ignoreIndex));
        var at = input.Rank == 1 ? 0 : 1;
        var classes = input.Size(at);
        LossChecks.ClassWeight("CrossEntropy", input, weight, classes);
        if (labelSmoothing > 0) target = target * (1 - labelSmoothing) + labelSmoothing / classes;
        var terms = target * -input.LogSoftmax(at);
        if (weight is not null) terms = terms * weight.Reshape([classes, .. Enumerable.Repeat(1, input.Rank - at - 1)]);
        return LossChecks.Reduce(terms.Sum(at), reduction);
    }
}
