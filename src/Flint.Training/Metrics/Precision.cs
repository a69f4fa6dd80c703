namespace Flint.Training;

/// <summary>Of the samples given a class, the share that are of it: tp / (tp + fp).</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes and Macro for more, unless given.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class Precision(int classes = 2, Average? average = null, double? threshold = null, int ignoreIndex = -100)
    : ClassMetric("precision", classes, average, threshold, ignoreIndex)
{
    private protected override double Of(double both, double predicted, double expected, double total) => Ratio(both, predicted);
}

/// <summary>Of the samples of a class, the share that are given it: tp / (tp + fn).</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes and Macro for more, unless given.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class Recall(int classes = 2, Average? average = null, double? threshold = null, int ignoreIndex = -100)
    : ClassMetric("recall", classes, average, threshold, ignoreIndex)
{
    private protected override double Of(double both, double predicted, double expected, double total) => Ratio(both, expected);
}

/// <summary>Of the samples not of a class, the share that are not given it: tn / (tn + fp).</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes and Macro for more, unless given.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class Specificity(int classes = 2, Average? average = null, double? threshold = null, int ignoreIndex = -100)
    : ClassMetric("specificity", classes, average, threshold, ignoreIndex)
{
    private protected override double Of(double both, double predicted, double expected, double total) =>
        Ratio(total - expected - predicted + both, total - expected);
}
