namespace Flint.Training;

/// <summary>The share of samples that are on the right side of the threshold; for outputs [N] or [N, 1] (<see cref="Accuracy"/> takes [N, classes]).</summary>
/// <param name="threshold">0 for logits, 0.5 for probabilities.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class BinaryAccuracy(double threshold, int ignoreIndex = -100) : ConfusionMetric("accuracy", 2, threshold, ignoreIndex)
{
    /// <inheritdoc/>
    public override string Format => "p2";

    /// <inheritdoc/>
    public override double Value => (Correct(0) + Correct(1)) / Total;
}
