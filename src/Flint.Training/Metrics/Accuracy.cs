namespace Flint.Training;

/// <summary>The share of samples whose largest output is at the index of the target.</summary>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class Accuracy(int ignoreIndex = -100) : Metric("accuracy", 2)
{
    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <inheritdoc/>
    public override string Format => "p2";

    /// <summary>Takes in logits or probabilities [N, classes] and class indices [N].</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        foreach (var (predicted, expected) in Classes.Of("Accuracy", outputs, targets, ignoreIndex))
        {
            if (predicted == expected) Sums[0]++;
            Sums[1]++;
        }
    }
}
