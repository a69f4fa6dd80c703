namespace Flint.Training;

/// <summary>Precision p and recall r as one, r counting beta times as much: (1 + beta²) p r / (beta² p + r).</summary>
/// <param name="beta">Above 1 for recall, below 1 for precision.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes and Macro for more, unless given.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class FBeta(double beta, int classes = 2, Average? average = null, double? threshold = null, int ignoreIndex = -100)
    : ClassMetric(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"f{beta}"), classes, average, threshold, ignoreIndex)
{
    readonly double square = beta > 0 ? beta * beta : throw new ArgumentOutOfRangeException(nameof(beta), beta, "FBeta needs a beta above 0.");

    private protected override double Of(double both, double predicted, double expected, double total) =>
        Ratio((1 + square) * both, square * expected + predicted);
}

/// <summary>The harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn).</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes and Macro for more, unless given.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class F1(int classes = 2, Average? average = null, double? threshold = null, int ignoreIndex = -100)
    : ClassMetric("f1", classes, average, threshold, ignoreIndex)
{
    private protected override double Of(double both, double predicted, double expected, double total) => Ratio(2 * both, expected + predicted);
}
