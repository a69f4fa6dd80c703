namespace Flint.Training;

/// <summary>The mean loss per sample: each batch's mean counts as often as the batch has samples.</summary>
public sealed class MeanLoss() : Figure("loss", 2)
{
    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    /// <summary>Samples seen.</summary>
    public long Samples => (long)Sums[1];

    /// <summary>Takes in the mean loss of a batch of <paramref name="samples"/>.</summary>
    public void Add(double loss, int samples)
    {
        Sums[0] += loss * samples;
        Sums[1] += samples;
    }
}
