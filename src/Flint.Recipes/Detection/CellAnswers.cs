using Flint.NN;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>What a <see cref="DetectorNet"/> says, [N, 5, H, W], as a loss and as detections.</summary>
static class CellAnswers
{
    const double BoxWeight = 2;

    // Of a picture, the surest so many cells are looked at.
    const int MostCandidates = 200;

    /// <summary>
    /// The focal loss of the centres that Zhou et al. 2019 use, <c>-(1 - p)² log p</c> at centres and <c>-(1 - y)⁴ p² log(1 - p)</c> elsewhere, a centre; and
    /// twice <c>Loss.GeneralizedBoxIou</c> near centres, in the mean.
    /// </summary>
    /// <param name="outputs">[N, 5, H, W].</param>
    /// <param name="rows">The boxes, [N, MaxObjects, 4].</param>
    internal static Tensor LossOf(Tensor outputs, Tensor rows)
    {
        var targets = CellTargets.Of(rows, outputs.Size(2), outputs.Size(3));
        var score = outputs.Select(1, 0); // (N, H, W)
        var p = score.Sigmoid();
        var missed = targets.Centers * (1 - p).Square() * score.LogSigmoid();
        var mistaken = targets.Elsewhere * p.Square() * (-score).LogSigmoid();
        var apart = Loss.GeneralizedBoxIou(Boxes(outputs), targets.Boxes, reduction: NN.Reduction.None) * targets.Weights;
        return -(missed + mistaken).Sum() / Math.Max(1, targets.Count) + BoxWeight * apart.Sum() / (targets.Weights.Sum() + 1e-6);
    }

    /// <summary>The objects on each picture, the surest first, without the weaker of two that share more than half.</summary>
    /// <param name="outputs">[N, 5, H, W].</param>
    /// <param name="leastScore">How sure it must be of an object, from 0 to 1.</param>
    internal static IReadOnlyList<Detection>[] Detections(Tensor outputs, float leastScore = 0.05f)
    {
        outputs = outputs.Detach();
        var (height, width) = (outputs.Size(2), outputs.Size(3));
        var scores = outputs.Select(1, 0).Sigmoid().ToArray<float>();
        var boxes = Boxes(outputs).ToArray<float>();
        return [.. Enumerable.Range(0, outputs.Size(0)).Select(n => NonMaximumSuppression.Apply(Enumerable.Range(n * height * width, height * width)
            .Where(i => scores[i] >= leastScore).OrderByDescending(i => scores[i]).Take(MostCandidates).Select(i => new Detection(At(i), Label: 0, scores[i]))))];

        Box At(int i) => new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]).Clip(width * DetectorNet.Stride, height * DetectorNet.Stride);
    }

    /// <summary>The box of each cell in pixels: [N, H, W, 4].</summary>
    static Tensor Boxes(Tensor outputs)
    {
        const int cell = DetectorNet.Stride;
        var reach = outputs.Narrow(1, 1, 4).ClampMax(4).Exp() * cell; // (N, 4, H, W)
        var x = (Tensor.Arange(outputs.Size(3)).To(DType.Float32) + 0.5) * cell;
        var y = (Tensor.Arange(outputs.Size(2)).To(DType.Float32).Unsqueeze(1) + 0.5) * cell;
        return Tensor.Stack([x - reach.Select(1, 0), y - reach.Select(1, 1), x + reach.Select(1, 2), y + reach.Select(1, 3)], dim: 3);
    }
}
