using System.Text.Json.Serialization;

namespace Flint.Data;

/// <summary>A column of numbers moved and stretched: y = (x - Center) / Scale. Missing cells are not learned from and stay missing.</summary>
/// <remarks>A constant column has nothing to divide by: its Scale is 1, as in scikit-learn.</remarks>
public abstract class Scaler : ColumnStep
{
    private protected Scaler(double? center, double? scale) => (Center, Scale) = (center, scale);

    /// <summary>What becomes 0; null before <see cref="Fit"/>.</summary>
    public double? Center { get; private set; }

    /// <summary>What becomes the distance 1; null before <see cref="Fit"/>.</summary>
    public double? Scale { get; private set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsFitted => Center is not null && Scale is not null;

    /// <inheritdoc/>
    public override void Fit(Column column)
    {
        var (center, scale) = Measure(Present(column));
        if (!double.IsFinite(center) || !double.IsFinite(scale))
            throw new TableException($"{GetType().Name} cannot learn from column '{column.Name}': it holds infinity. Replace infinite cells first.");
        (Center, Scale) = (center, scale);
    }

    /// <summary>The numbers before <see cref="ColumnStep.Transform"/>: x = y · Scale + Center.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    public Column Inverse(Column column)
    {
        RequireFitted();
        return Column.Numbers(column.Name, column.ToNumbers().Select(v => v * Scale!.Value + Center!.Value));
    }

    private protected abstract (double Center, double Scale) Measure(double[] values);

    private protected override IReadOnlyList<Column> Apply(Column column) =>
        [Column.Numbers(column.Name, column.ToNumbers().Select(v => (v - Center!.Value) / Scale!.Value))];

    // Below ten rounding errors a range is no range.
    private protected static double OneIfZero(double scale) => scale < 10 * double.BitIncrement(1) - 10 ? 1 : scale;
}

/// <summary>Mean 0 and standard deviation 1: y = (x - mean) / std, std over all n as scikit-learn's StandardScaler (not n - 1).</summary>
/// <param name="center">A mean known already.</param>
/// <param name="scale">A standard deviation known already.</param>
[method: JsonConstructor]
public sealed class StandardScaler(double? center = null, double? scale = null) : Scaler(center, scale)
{
    private protected override (double, double) Measure(double[] values)
    {
        var (mean, variance, n, epsilon) = (Statistics.Mean(values), Statistics.Variance(values), values.Length, double.BitIncrement(1) - 1);
        // Rounding leaves a little variance where all values are equal: no more than the bound of the two-pass algorithm.
        return (mean, variance <= n * epsilon * variance + n * mean * epsilon * (n * mean * epsilon) ? 1 : Math.Sqrt(variance));
    }
}

/// <summary>From the smallest to the largest as from 0 to 1: y = (x - min) / (max - min). Values out of the range learned go beyond.</summary>
/// <param name="center">A smallest value known already.</param>
/// <param name="scale">A range known already.</param>
[method: JsonConstructor]
public sealed class MinMaxScaler(double? center = null, double? scale = null) : Scaler(center, scale)
{
    private protected override (double, double) Measure(double[] values) => (values.Min(), OneIfZero(values.Max() - values.Min()));
}

/// <summary>The largest magnitude as 1: y = x / max |x|; zeros stay zeros.</summary>
/// <param name="center">Always 0.</param>
/// <param name="scale">A largest magnitude known already.</param>
[method: JsonConstructor]
public sealed class MaxAbsScaler(double? center = null, double? scale = null) : Scaler(center, scale)
{
    private protected override (double, double) Measure(double[] values) => (0, OneIfZero(values.Max(Math.Abs)));
}

/// <summary>By median and the distance of the quartiles, so that outliers count little: y = (x - median) / (q75 - q25).</summary>
/// <param name="center">A median known already.</param>
/// <param name="scale">A distance known already.</param>
[method: JsonConstructor]
public sealed class RobustScaler(double? center = null, double? scale = null) : Scaler(center, scale)
{
    private protected override (double, double) Measure(double[] values) =>
        (Statistics.Quantile(values, 0.5), OneIfZero(Statistics.Quantile(values, 0.75) - Statistics.Quantile(values, 0.25)));
}
