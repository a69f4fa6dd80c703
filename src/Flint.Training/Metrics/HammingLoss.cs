namespace Flint.Training;

/// <summary>The share of wrong yes-or-no answers of a model that gives each sample several labels at once.</summary>
/// <param name="threshold">An output above it is a yes: 0 for logits, 0.5 for probabilities.</param>
public sealed class HammingLoss(double threshold) : Metric("hamming_loss", 2)
{
    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <summary>Takes in outputs [N, labels] and targets of 0 and 1 of the same shape.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        if (outputs.Shape != targets.Shape)
            throw new ShapeException($"HammingLoss expects outputs and targets of the same shape [N, labels], but got {outputs.Shape} and {targets.Shape}.");
        var (scores, expected) = (Classes.Doubles(outputs), Classes.Doubles(targets));
        for (var i = 0; i < scores.Length; i++)
            if (scores[i] > threshold != (expected[i] != 0)) Sums[0]++;
        Sums[1] += scores.Length;
    }
}
