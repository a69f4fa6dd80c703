namespace Flint.Vision.Transforms;

/// <summary>
/// Of one direction: target t is Σ Value(t, k) · source[First[t] + k], k below Count[t]; the weights of a target add up to 1. With
/// antialiasing the filter is as wide as a target pixel where that is wider than a source pixel (PIL, torch's antialias: true).
/// </summary>
sealed class ResampleWeights
{
    readonly double[] values;

    ResampleWeights(int targets, int stride) => (First, Count, Stride, values) = (new int[targets], new int[targets], stride, new double[targets * stride]);

    internal int[] First { get; }

    internal int[] Count { get; }

    /// <summary>Room for the weights of a target.</summary>
    internal int Stride { get; }

    internal ReadOnlySpan<double> Of(int target) => values.AsSpan(target * Stride, Count[target]);

    /// <summary>Weights for PIL's 8-bit arithmetic: times 2^<paramref name="bits"/>, rounded half away from 0.</summary>
    internal int[] Fixed(int bits) => Array.ConvertAll(values, w => (int)(w * (1 << bits) + (w < 0 ? -0.5 : 0.5)));

    internal static ResampleWeights Make(int source, int target, Resampling interpolation, bool antialias) => interpolation switch
    {
        Resampling.Nearest => Nearest(source, target),
        Resampling.Bilinear => antialias ? Filtered(source, target, 1, Triangle) : Interpolated(source, target, 1, Triangle),
        Resampling.Bicubic => antialias ? Filtered(source, target, 2, x => Cubic(x, -0.5)) : Interpolated(source, target, 2, x => Cubic(x, -0.75)),
        _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "Pictures are resized with Nearest, Bilinear or Bicubic."),
    };

    static ResampleWeights Nearest(int source, int target)
    {
        var result = new ResampleWeights(target, 1);
        var scale = (double)source / target;
        var at = scale * 0.5; // summed up as PIL does, rounding included
        for (var t = 0; t < target; t++, at += scale)
        {
            (result.First[t], result.Count[t]) = (Math.Min((int)at, source - 1), 1);
            result.values[t] = 1;
        }
        return result;
    }

    static ResampleWeights Filtered(int source, int target, double support, Func<double, double> filter)
    {
        var scale = (double)source / target;
        var wide = Math.Max(scale, 1);
        support *= wide;
        var result = new ResampleWeights(target, (int)Math.Ceiling(support) * 2 + 1);
        for (var t = 0; t < target; t++)
        {
            var centre = (t + 0.5) * scale;
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var count = Math.Min((int)(centre + support + 0.5), source) - first;
            (result.First[t], result.Count[t]) = (first, count);
            var weights = result.values.AsSpan(t * result.Stride, count);
            for (var k = 0; k < count; k++) weights[k] = filter((k + first - centre + 0.5) * (1 / wide));
            var sum = 0.0;
            foreach (var w in weights) sum += w;
            foreach (ref var w in weights) w /= sum;
        }
        return result;
    }

    /// <summary>As torch without antialias: always 2 · reach neighbours, those outside being the pixel at the edge.</summary>
    static ResampleWeights Interpolated(int source, int target, int reach, Func<double, double> filter)
    {
        var result = new ResampleWeights(target, 2 * reach);
        var scale = (double)source / target;
        for (var t = 0; t < target; t++)
        {
            var at = (t + 0.5) * scale - 0.5;
            var left = (int)Math.Floor(at) - reach + 1;
            var first = Math.Clamp(left, 0, source - 1);
            result.First[t] = first;
            for (var k = 0; k < 2 * reach; k++)
            {
                var place = Math.Clamp(left + k, 0, source - 1) - first;
                result.values[t * result.Stride + place] += filter(left + k - at);
                result.Count[t] = place + 1;
            }
        }
        return result;
    }

    static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    static double Cubic(double x, double a)
    {
        x = Math.Abs(x);
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
}
