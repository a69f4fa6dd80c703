namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Negative log likelihood: -weight[target] input[target], of what <c>LogSoftmax</c> gives.
    /// <see cref="CrossEntropy(Tensor, Tensor)"/> does both in one piece.
    /// </summary>
    /// <param name="input">Log probabilities: [N, C], [N, C, d1, ...], or [C].</param>
    /// <param name="target">Class numbers, Int64, Int32 or UInt8, of that shape without C.</param>
    /// <param name="weight">[C], how much each class counts; the mean is then divided by the weights of the labels.</param>
    /// <param name="ignoreIndex">Positions with this label count nothing.</param>
    /// <param name="reduction">Mean, sum, or the loss of each position.</param>
    /// <exception cref="ShapeException">Target or weight do not fit.</exception>
    /// <exception cref="DTypeException">The input is not floating, the target not integers, or the weight has another dtype.</exception>
    /// <exception cref="TensorIndexException">A label is not in 0 to C - 1 (and not <paramref name="ignoreIndex"/>).</exception>
    public static Tensor Nll(
        Tensor input, Tensor target, Tensor? weight = null, int ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    {
        var ids = LossChecks.ClassLabels("Nll", input, target, weight, ignoreIndex);
        var rows = LossChecks.ClassesLast(input);
        var (safe, counts) = Counts(ids, weight, ignoreIndex, rows.DType);
        var losses = -rows.Gather(1, safe.Reshape(-1, 1)).Reshape(-1) * counts;
        return reduction switch
        {
            Reduction.Mean => losses.Sum() / counts.Sum(),
            Reduction.BatchMean when input.Rank > 1 => losses.Sum() / input.Size(0),
            Reduction.None => losses.Reshape(target.Shape),
            _ => losses.Sum(),
        };
    }

    /// <inheritdoc cref="Nll(Tensor, Tensor, Tensor?, int, Reduction)"/>
    public static Tensor Nll(Tensor input, Tensor target) => Nll(input, target, reduction: Reduction.Mean);

    /// <summary>The labels with ignored ones turned to 0, and what each counts.</summary>
    static (Tensor Safe, Tensor Counts) Counts(Tensor ids, Tensor? weight, int ignoreIndex, DType dtype)
    {
        var (labels, weights) = (ids.ToArray<long>(), weight?.To(DType.Float64).ToArray<double>());
        var counts = Array.ConvertAll(labels, label => label == ignoreIndex ? 0 : weights?[label] ?? 1);
        var safe = Array.ConvertAll(labels, label => label == ignoreIndex ? 0 : label);
        return (Tensor.Wrap(safe, [safe.Length]), Tensor.Wrap(counts, [counts.Length]).To(dtype));
    }
}
