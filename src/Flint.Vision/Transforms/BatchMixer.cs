using Flint.Data;

namespace Flint.Vision.Transforms;

/// <summary>What MixUp and CutMix have in common: the share of each example, and mixed targets.</summary>
sealed class BatchMixer
{
    readonly int classes;
    readonly double alpha;

    internal BatchMixer(int classes, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        (this.classes, this.alpha) = (classes, alpha);
    }

    /// <summary>A draw of Beta(alpha, alpha).</summary>
    internal double Share(Generator random)
    {
        var (a, b) = (Gamma(alpha, random), Gamma(alpha, random));
        return a + b > 0 ? a / (a + b) : random.Chance(0.5) ? 1 : 0; // both underflow where alpha is tiny
    }

    /// <summary>share · targets + (1 - share) · those of the example before.</summary>
    internal Tensor Targets(Batch batch, double share)
    {
        var targets = batch.Targets;
        if (targets.DType.IsFloating)
        {
            if (targets.Rank != 2 || targets.Size(1) != classes)
                throw new ShapeException($"Mixing {classes} classes expects class numbers [n] or probabilities [n, {classes}], but got {targets.DType} {targets.Shape}.");
        }
        else
        {
            if (targets.Rank != 1) throw new ShapeException($"Mixing {classes} classes expects class numbers [n] or probabilities [n, {classes}], but got {targets.DType} {targets.Shape}.");
            var labels = targets.To(DType.Int64).ToArray<long>();
            var rows = new float[labels.Length * classes];
            for (var i = 0; i < labels.Length; i++)
            {
                if (labels[i] < 0 || labels[i] >= classes) throw new TensorIndexException($"Example {i} of a batch has label {labels[i]}, but there are {classes} classes: use 0 to {classes - 1}.");
                rows[i * classes + labels[i]] = 1;
            }
            targets = Tensor.From(rows, [labels.Length, classes]);
        }
        return targets * share + targets.Roll(1, 0) * (1 - share);
    }

    /// <summary>Marsaglia and Tsang 2000; a shape below 1 is that of 1 more times U^(1 / shape).</summary>
    static double Gamma(double shape, Generator random)
    {
        if (shape < 1) return Gamma(shape + 1, random) * Math.Pow(random.Uniform(0, 1), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Tensor.RandN([], DType.Float64, random).Item<double>();
            var v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(1 - random.Uniform(0, 1)) < 0.5 * x * x + d * (1 - v + Math.Log(v))) return d * v;
        }
    }
}
