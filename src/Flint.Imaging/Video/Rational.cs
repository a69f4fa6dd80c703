namespace Flint.Imaging;

/// <summary>Frame rates as files keep them.</summary>
static class Rational
{
    /// <summary>A rate as a fraction: whole numbers over 1, others over 1001 (as 30000/1001) where that is exact enough, else over 1000.</summary>
    internal static (int Rate, int Scale) Of(double value)
    {
        foreach (var scale in new[] { 1, 1001 })
            if (value * scale < int.MaxValue && Math.Abs(Math.Round(value * scale) / scale - value) < 1e-9 * value) return ((int)Math.Round(value * scale), scale);
        return ((int)Math.Clamp(Math.Round(value * 1000), 1, int.MaxValue), 1000);
    }
}
