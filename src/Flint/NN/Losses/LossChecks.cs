namespace Flint.NN;

/// <summary>What the losses require of their arguments, and how they see them.</summary>
static class LossChecks
{
    /// <summary>The labels of [N, C, d1, ...] scores as contiguous Int64 in range.</summary>
    internal static Tensor ClassLabels(string loss, Tensor scores, Tensor labels, Tensor? weight, int ignoreIndex)
    {
        if (!scores.DType.IsFloating)
            throw new DTypeException($"{loss} expects scores of Float32 or Float64, but got {scores.DType}.");
        if (scores.Rank == 0)
            throw new ShapeException($"{loss} expects scores of [N, C], [N, C, d1, ...] or [C], but got a scalar.");
        if (labels.DType.IsFloating && labels.Shape == scores.Shape)
            throw new DTypeException($"{loss} expects class numbers as target, but got {labels.DType} of the scores' shape {labels.Shape}: CrossEntropy takes probabilities per class.");
        var at = scores.Rank == 1 ? 0 : 1;
        var (sizes, classes) = (scores.Shape.ToArray(), scores.Size(at));
        int[] expected = [.. sizes[..at], .. sizes[(at + 1)..]];
        if (!labels.Shape.Span.SequenceEqual(expected))
            throw new ShapeException(
                $"{loss} of scores {scores.Shape} expects one label per position, shape {new Shape(expected)}, but got labels {labels.Shape}: classes are dimension {at}.");
        if (classes == 0 && labels.Count > 0)
            throw new ShapeException($"{loss} expects at least one class, but scores {scores.Shape} have size 0 in dimension {at}.");
        ClassWeight(loss, scores, weight, classes);
        return Indices.Checked(loss, "labels", labels, classes, $"scores {scores.Shape} have {classes} classes", ignoreIndex, bytes: true);
    }

    internal static void ClassWeight(string loss, Tensor scores, Tensor? weight, int classes)
    {
        if (weight is not null && weight.Shape != [classes])
            throw new ShapeException($"{loss} of {classes} classes expects a weight of shape [{classes}], but got {weight.Shape}.");
        if (weight is not null && weight.DType != scores.DType)
            throw new DTypeException($"{loss} of {scores.DType} scores expects a weight of the same dtype, but got {weight.DType}.");
    }

    /// <summary>[N, C, d1, ...] as [N d1 ..., C], recorded.</summary>
    internal static Tensor ClassesLast(Tensor scores)
    {
        if (scores.Rank == 1) return scores.Reshape(1, -1);
        if (scores.Rank == 2) return scores;
        int[] order = [0, .. Enumerable.Range(2, scores.Rank - 2), 1];
        return scores.Permute(order).Reshape((int)(scores.Count / Math.Max(1, scores.Size(1))), scores.Size(1));
    }

    /// <summary>What the mean divides by: the weights of the labels that are not ignored.</summary>
    internal static double Counted(CrossEntropyTask task)
    {
        var (sum, weights) = (0.0, task.Weight?.To(DType.Float64).ToArray<double>());
        foreach (var label in task.Labels.RawSpan<long>())
            if (label != task.IgnoreIndex) sum += weights?[label] ?? 1;
        GC.KeepAlive(task.Labels);
        return sum;
    }

    /// <summary>Input and target must be of one shape, the input floating.</summary>
    internal static void Pair(string loss, Tensor input, Tensor target)
    {
        if (!input.DType.IsFloating)
            throw new DTypeException($"{loss} expects an input of Float32 or Float64, but got {input.DType}.");
        if (input.Shape != target.Shape)
            throw new ShapeException($"{loss} expects input and target of one shape, but got {input.Shape} and {target.Shape}: reshape or Expand one of them.");
    }

    /// <summary>Probabilities must be in [0, 1]; NaN passes, so that a diverged run is told by its loss.</summary>
    internal static void Probabilities(string loss, Tensor input)
    {
        if (input.Count == 0) return;
        var (least, largest) = (input.Detach().Min().Item<double>(), input.Detach().Max().Item<double>());
        if (least < 0 || largest > 1)
            throw new ArgumentOutOfRangeException(
                nameof(input), $"{loss} expects probabilities from 0 to 1, but got {(least < 0 ? least : largest):g6}: apply Sigmoid(), or give scores to BceWithLogits.");
    }

    internal static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        Reduction.BatchMean => losses.Sum() / (losses.Rank == 0 ? 1 : losses.Size(0)),
        _ => losses,
    };

    /// <summary>The targets of losses that tell two kinds of pairs apart must be 1 or -1.</summary>
    internal static void Signs(string loss, Tensor target)
    {
        if (target.Count > 0 && !target.Detach().Abs().Eq(1).All().Item<bool>())
            throw new ArgumentOutOfRangeException(nameof(target), $"{loss} expects targets of 1 or -1, but some are neither: of 0 and 1 make 2 * target - 1.");
    }

    /// <summary>Two batches of vectors [N, D] with a target [N], or two vectors with a scalar.</summary>
    internal static void Vectors(string loss, Tensor input1, Tensor input2, Tensor target)
    {
        Pair(loss, input1, input2);
        if (input1.Rank is not (1 or 2) || target.Shape != new Shape(input1.Shape.ToArray()[..^1]))
            throw new ShapeException($"{loss} expects vectors [N, D] and a target [N], or [D] and a scalar, but got {input1.Shape} and {target.Shape}.");
    }

    /// <summary>Two batches of vectors of which the rows belong together.</summary>
    internal static void Views(string loss, Tensor view1, Tensor view2, double temperature)
    {
        Pair(loss, view1, view2);
        if (view1.Rank != 2) throw new ShapeException($"{loss} expects vectors [N, D], but got {view1.Shape}.");
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, $"{loss} needs a positive temperature.");
    }

    /// <summary>Scores of losses that know no positions: [N, C] or [C].</summary>
    internal static void RowsOfClasses(string loss, Tensor scores)
    {
        if (scores.Rank is not (1 or 2)) throw new ShapeException($"{loss} expects scores of [N, C] or [C], but got {scores.Shape}.");
    }
}
