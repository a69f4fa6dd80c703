namespace Flint.Training;

/// <summary>Counts how often class <c>i</c> was taken for class <c>j</c>.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="ignoreIndex">Samples with this target count nothing.</param>
public sealed class ConfusionMatrix(int classes, int ignoreIndex = -100) : Metric("confusion", classes * classes)
{
    /// <summary>The number of classes.</summary>
    public int ClassCount { get; } = classes;

    /// <summary>How often a sample of class <paramref name="expected"/> was given class <paramref name="predicted"/>.</summary>
    public long this[int expected, int predicted] => (long)Sums[expected * ClassCount + predicted];

    /// <summary>False: the value is the accuracy.</summary>
    public override bool IsReported => false;

    /// <summary>The share of samples on the diagonal: the accuracy.</summary>
    public override double Value
    {
        get
        {
            var correct = 0d;
            for (var c = 0; c < ClassCount; c++) correct += this[c, c];
            return correct / Sums.Sum();
        }
    }

    /// <summary>The share of the samples of <paramref name="expected"/> that were recognised; NaN when there was none.</summary>
    public double Recall(int expected)
    {
        var row = 0L;
        for (var j = 0; j < ClassCount; j++) row += this[expected, j];
        return (double)this[expected, expected] / row;
    }

    /// <summary>The share of the samples given class <paramref name="predicted"/> that are of it; NaN when there was none.</summary>
    public double Precision(int predicted)
    {
        var column = 0L;
        for (var i = 0; i < ClassCount; i++) column += this[i, predicted];
        return (double)this[predicted, predicted] / column;
    }

    /// <summary>Takes in logits or probabilities [N, classes] and class indices [N].</summary>
    /// <exception cref="ShapeException">The shapes do not fit, or there are not as many classes as this matrix has.</exception>
    /// <exception cref="TensorIndexException">A target is no class.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        if (outputs.Rank == 2 && outputs.Size(1) != ClassCount)
            throw new ShapeException($"ConfusionMatrix of {ClassCount} classes got outputs {outputs.Shape}: classes are dimension 1.");
        foreach (var (predicted, expected) in Classes.Of("ConfusionMatrix", outputs, targets, ignoreIndex)) Sums[expected * ClassCount + predicted]++;
    }
}
