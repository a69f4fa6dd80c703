namespace Flint.Training;

/// <summary>
/// The share of samples whose target is among the k largest outputs. Of equal outputs the class of the smaller number comes first, so that k = 1 is
/// <see cref="Accuracy"/>.
/// </summary>
/// <param name="k">How many answers a sample has, 1 or more.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class TopKAccuracy(int k = 5, int ignoreIndex = -100) : Metric($"top{k}_accuracy", 2)
{
    readonly int k = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "TopKAccuracy looks at 1 answer or more.");

    /// <inheritdoc/>
    public override string Format => "p2";

    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <summary>Takes in logits or probabilities [N, classes] (or [N, classes, ...]) and class indices [N] (or [N, ...]).</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var (scores, expected, classes, inner) = Classes.Read("TopKAccuracy", outputs, targets, ignoreIndex);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] == ignoreIndex) continue;
            var first = i / inner * classes * inner + i % inner;
            var own = scores[first + (int)expected[i] * inner];
            var before = 0;
            for (var c = 0; c < classes; c++)
                if (scores[first + c * inner] > own || (c < expected[i] && scores[first + c * inner] == own)) before++;
            if (before < k) Sums[0]++;
            Sums[1]++;
        }
    }
}
