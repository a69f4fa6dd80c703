namespace Flint.Training;

/// <summary>How much an answer far from the target weighs in <see cref="CohenKappa"/>; d is the distance of the class numbers.</summary>
public enum KappaWeights
{
    /// <summary>All wrong answers weigh the same.</summary>
    None,

    /// <summary>|d|.</summary>
    Linear,

    /// <summary>d².</summary>
    Quadratic,
}

/// <summary>
/// Agreement beyond chance: κ = 1 - Σ w·observed / Σ w·expected, where expected is what answers and targets of the same frequencies would give by chance (Cohen
/// 1960, 1968). NaN where chance agrees fully.
/// </summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="weights">How wrong answers weigh; for ordered classes Linear or Quadratic.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class CohenKappa(int classes = 2, KappaWeights weights = KappaWeights.None, double? threshold = null, int ignoreIndex = -100)
    : ConfusionMetric("kappa", classes, threshold, ignoreIndex)
{
    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var (observed, chance, total) = (0d, 0d, Total);
            double[] expected = [.. Enumerable.Range(0, ClassCount).Select(Expected)], predicted = [.. Enumerable.Range(0, ClassCount).Select(Predicted)];
            for (var i = 0; i < ClassCount; i++)
                for (var j = 0; j < ClassCount; j++)
                {
                    var weight = weights switch { KappaWeights.Linear => Math.Abs(i - j), KappaWeights.Quadratic => (i - j) * (i - j), _ => i == j ? 0 : 1 };
                    observed += weight * this[i, j];
                    chance += weight * expected[i] * predicted[j] / total;
                }
            return 1 - observed / chance;
        }
    }
}
