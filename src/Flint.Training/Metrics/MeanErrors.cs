namespace Flint.Training;

/// <summary>mean (ŷ - y)².</summary>
public sealed class MeanSquaredError() : MeanErrorMetric("mean_squared_error")
{
    private protected override double Distance(double predicted, double expected) => (predicted - expected) * (predicted - expected);
}

/// <summary>√ mean (ŷ - y)², in the unit of y.</summary>
public sealed class RootMeanSquaredError() : MeanErrorMetric("root_mean_squared_error")
{
    /// <inheritdoc/>
    public override double Value => Math.Sqrt(base.Value);

    private protected override double Distance(double predicted, double expected) => (predicted - expected) * (predicted - expected);
}

/// <summary>mean |ŷ - y|.</summary>
public sealed class MeanAbsoluteError() : MeanErrorMetric("mean_absolute_error")
{
    private protected override double Distance(double predicted, double expected) => Math.Abs(predicted - expected);
}

/// <summary>mean |ŷ - y| / |y|, 1 being 100 %; |y| counts as 2.2e-16 at least, as in scikit-learn, so values near 0 make it huge.</summary>
public sealed class MeanAbsolutePercentageError() : MeanErrorMetric("mean_absolute_percentage_error")
{
    private protected override double Distance(double predicted, double expected) =>
        Math.Abs(predicted - expected) / Math.Max(Math.Abs(expected), Math.BitIncrement(1.0) - 1);
}

/// <summary>mean 2 |ŷ - y| / (|ŷ| + |y|), from 0 to 2; 0 where both are 0.</summary>
public sealed class SymmetricMeanAbsolutePercentageError() : MeanErrorMetric("symmetric_mean_absolute_percentage_error")
{
    private protected override double Distance(double predicted, double expected) =>
        predicted == expected ? 0 : 2 * Math.Abs(predicted - expected) / (Math.Abs(predicted) + Math.Abs(expected));
}

/// <summary>The median of |ŷ - y|: outliers count little. Keeps a number a sample.</summary>
public sealed class MedianAbsoluteError() : RegressionMetric("median_absolute_error", 0)
{
    /// <inheritdoc/>
    protected override int KeptPerSample => 1;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (Kept.Count == 0) return double.NaN;
            double[] sorted = [.. Kept.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    private protected override void Add(double predicted, double expected) => Kept.Add(Math.Abs(predicted - expected));
}
