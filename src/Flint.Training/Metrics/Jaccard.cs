namespace Flint.Training;

/// <summary>Intersection over union of the samples of a class and those given it: tp / (tp + fp + fn). Of pixels, it is the IoU of segmentation.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="average">Binary for two classes and Macro (mean IoU) for more, unless given.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class Jaccard(int classes = 2, Average? average = null, double? threshold = null, int ignoreIndex = -100)
    : ClassMetric("iou", classes, average, threshold, ignoreIndex)
{
    private protected override double Of(double both, double predicted, double expected, double total) => Ratio(both, expected + predicted - both);
}
