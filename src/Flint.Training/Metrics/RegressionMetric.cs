namespace Flint.Training;

/// <summary>A figure of predicted and true values of the same shape; [N] and [N, 1] go together.</summary>
public abstract class RegressionMetric : Metric
{
    private protected RegressionMetric(string name, int size) : base(name, size) { }

    /// <summary>Takes in predicted and true values.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public override void Add(Tensor outputs, Tensor targets)
    {
        var fits = outputs.Shape == targets.Shape || (Classes.IsBinary(outputs) && Classes.IsBinary(targets) && outputs.Size(0) == targets.Size(0));
        if (!fits) throw new ShapeException($"{GetType().Name} expects outputs and targets of the same shape, but got {outputs.Shape} and {targets.Shape}.");
        var (predicted, expected) = (Classes.Doubles(outputs), Classes.Doubles(targets));
        for (var i = 0; i < predicted.Length; i++) Add(predicted[i], expected[i]);
    }

    private protected abstract void Add(double predicted, double expected);
}

/// <summary>The mean of a distance of predicted from true values.</summary>
public abstract class MeanErrorMetric : RegressionMetric
{
    private protected MeanErrorMetric(string name) : base(name, 2) { }

    /// <inheritdoc/>
    public override double Value => Sums[0] / Sums[1];

    private protected abstract double Distance(double predicted, double expected);

    private protected override void Add(double predicted, double expected)
    {
        Sums[0] += Distance(predicted, expected);
        Sums[1]++;
    }
}
