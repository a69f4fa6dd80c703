namespace Flint.Training;

/// <summary>The share of samples whose largest output is at the index of the target.</summary>
public sealed class Accuracy() : Metric("accuracy", 2)
{
    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <summary>Takes in logits or probabilities [N, classes] and class indices [N].</summary>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var (predicted, expected) = Classes.Of(outputs, targets);
        for (var i = 0; i < expected.Length; i++)
            if (predicted[i] == expected[i])
                Sums[0]++;
        Sums[1] += expected.Length;
    }
}
