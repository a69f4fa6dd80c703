namespace Flint.Kernels;

/// <summary>Interpolation along one dimension as a matrix: which inputs an output lies between. PyTorch's index rules.</summary>
static class InterpolationRows
{
    /// <summary>Weights of cubic convolution for the four neighbours of a point a fraction t behind the second.</summary>
    internal static double[] Cubic(double t)
    {
        const double a = -0.75;
        static double Near(double x) => ((a + 2) * x - (a + 3)) * x * x + 1;
        static double Far(double x) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        return [Far(t + 1), Near(t), Near(1 - t), Far(2 - t)];
    }

    /// <param name="size">Inputs.</param>
    /// <param name="count">Outputs.</param>
    /// <param name="mode">Nearest, NearestExact, Linear (for all linear modes) or Bicubic.</param>
    /// <param name="alignCorners">Whether the first and last centres coincide, else the borders do.</param>
    /// <param name="factor">The scale that was asked for, or null where the sizes give it.</param>
    /// <param name="single">Positions are computed in Float32, as PyTorch does for such tensors: a rounded one may fall to another pixel.</param>
    internal static SparseRows Of(int size, int count, InterpolationMode mode, bool alignCorners, double? factor, bool single)
    {
        double Round(double x) => single ? (float)x : x;
        var scale = Round(alignCorners ? count > 1 ? (size - 1.0) / (count - 1) : 0 : factor is { } given ? 1 / given : (double)size / count);
        double Position(int i) => alignCorners ? Round(scale * i) : Round(Round(scale * (i + 0.5)) - 0.5);
        return SparseRows.Of(size, count, i => mode switch
        {
            InterpolationMode.Nearest => [(Math.Min((int)Math.Floor(Round(i * scale)), size - 1), 1)],
            InterpolationMode.NearestExact => [(Math.Min((int)Math.Floor(Round((i + 0.5) * scale)), size - 1), 1)],
            InterpolationMode.Bicubic => CubicRow(Position(i), size),
            _ => LinearRow(Math.Max(0, Position(i)), size),
        });
    }

    static (int, double)[] LinearRow(double position, int size)
    {
        var first = Math.Min((int)position, size - 1);
        var share = Math.Clamp(position - first, 0, 1);
        return first == size - 1 ? [(first, 1)] : [(first, 1 - share), (first + 1, share)];
    }

    static (int, double)[] CubicRow(double position, int size)
    {
        var first = (int)Math.Floor(position);
        var weights = Cubic(position - first);
        return [.. weights.Select((weight, k) => (Math.Clamp(first - 1 + k, 0, size - 1), weight))];
    }
}
