namespace Flint.Training;

/// <summary>The mean recall of the classes that are targets: each class counts the same, however rare.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="threshold">For outputs [N] and [N, 1]: 0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class BalancedAccuracy(int classes = 2, double? threshold = null, int ignoreIndex = -100)
    : ConfusionMetric("balanced_accuracy", classes, threshold, ignoreIndex)
{
    /// <inheritdoc/>
    public override string Format => "p2";

    /// <inheritdoc/>
    public override double Value => Total == 0
        ? double.NaN
        : Enumerable.Range(0, ClassCount).Where(c => Expected(c) > 0).Average(c => Correct(c) / Expected(c));
}
