namespace Flint.Data;

/// <summary>Figures of a list of numbers in double precision; NaN for an empty one.</summary>
static class Statistics
{
    internal static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    /// <summary>The mean square distance from the mean, in two passes.</summary>
    internal static double Variance(double[] values)
    {
        var mean = Mean(values);
        return Mean(Array.ConvertAll(values, v => (v - mean) * (v - mean)));
    }

    internal static double SampleStd(double[] values) => values.Length < 2 ? double.NaN : Math.Sqrt(Variance(values) * values.Length / (values.Length - 1));

    /// <summary>With linear interpolation between the two nearest, as NumPy's percentile by default.</summary>
    internal static double Quantile(double[] values, double q)
    {
        if (values.Length == 0) return double.NaN;
        double[] sorted = [.. values.Order()];
        var at = q * (sorted.Length - 1);
        var below = (int)at;
        return below == sorted.Length - 1 ? sorted[below] : sorted[below] + (sorted[below + 1] - sorted[below]) * (at - below);
    }
}
