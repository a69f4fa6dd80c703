namespace Flint.Training;

/// <summary>
/// Explained parts of the variance of y: means and sums of square distances of y and of the residual, updated so that large means cost no digits (Welford 1962) and
/// merged by the formula of Chan et al. (1979), to rounding.
/// </summary>
public abstract class VarianceMetric : RegressionMetric
{
    // The sums: n, mean and square distances of y, mean and square distances of the residual, sum of squared residuals.
    private protected VarianceMetric(string name) : base(name, 6) { }

    /// <inheritdoc/>
    public override double Value => Sums[0] == 0 ? double.NaN : Unexplained switch
    {
        0 => 1,
        var left when Sums[2] > 0 => 1 - left / Sums[2],
        _ => 0,
    };

    private protected double SquaredResiduals => Sums[5];

    private protected double ResidualVariation => Sums[4];

    private protected abstract double Unexplained { get; }

    private protected override void Add(double predicted, double expected)
    {
        Sums[0]++;
        var residual = expected - predicted;
        Move(1, expected);
        Move(3, residual);
        Sums[5] += residual * residual;
    }

    private protected override void AddSums(double[] other)
    {
        if (other[0] == 0) return;
        var (n, m) = (Sums[0], other[0]);
        foreach (var at in (ReadOnlySpan<int>)[1, 3])
        {
            var distance = other[at] - Sums[at];
            Sums[at] += distance * m / (n + m);
            Sums[at + 1] += other[at + 1] + distance * distance * n * m / (n + m);
        }
        Sums[0] += m;
        Sums[5] += other[5];
    }

    void Move(int at, double value)
    {
        var distance = value - Sums[at];
        Sums[at] += distance / Sums[0];
        Sums[at + 1] += distance * (value - Sums[at]);
    }
}

/// <summary>
/// R² = 1 - Σ (y - ŷ)² / Σ (y - mean y)²: 1 is perfect, 0 as good as the mean. Where all y are equal it is 1 if all are met and else 0, as in scikit-learn. All values
/// count as of one output.
/// </summary>
public sealed class R2() : VarianceMetric("r2")
{
    private protected override double Unexplained => SquaredResiduals;
}

/// <summary>1 - Var(y - ŷ) / Var(y): as <see cref="R2"/>, but a constant offset costs nothing.</summary>
public sealed class ExplainedVariance() : VarianceMetric("explained_variance")
{
    private protected override double Unexplained => ResidualVariation;
}
