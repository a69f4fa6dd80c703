using Flint.Kernels;

namespace Flint;

/// <summary>Other sizes for signals, images and volumes.</summary>
public static class InterpolateOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// [N, C, L], [N, C, H, W] or [N, C, D, H, W] resampled to <paramref name="size"/>: each output at position i of a dimension is
        /// taken from the input at (i + 1/2) · scale - 1/2, with scale = input size / output size; or, with
        /// <paramref name="alignCorners"/>, at i · (input size - 1) / (output size - 1).
        /// </summary>
        /// <remarks>One dimension after the other; positions outside are those at the edge. No smoothing when made smaller: Area does that.</remarks>
        /// <param name="size">The new spatial sizes, one number per dimension or one for all.</param>
        /// <param name="mode">How values between pixels are found.</param>
        /// <param name="alignCorners">Whether the centres of the corner pixels stay where they are; for the linear modes and Bicubic.</param>
        /// <exception cref="ShapeException">The input has no spatial dimensions, the mode is for another number of them, or a size is below 1.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Interpolate(ReadOnlySpan<int> size, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false)
        {
            var dims = Dims(x, mode, alignCorners);
            if (size.Length != 1 && size.Length != dims)
                throw new ShapeException($"Interpolate on input {x.Shape} expects {dims} sizes or one for all, but got {size.Length}.");
            int[] sizes = size.Length == dims ? size.ToArray() : [.. Enumerable.Repeat(size[0], dims)];
            return Resample(x, sizes, mode, alignCorners, new double?[dims]);
        }

        /// <summary>
        /// As above, to floor(size · <paramref name="scaleFactor"/>). The factor itself is the scale, even where the product was rounded, as in PyTorch.
        /// </summary>
        /// <param name="scaleFactor">How many times larger.</param>
        /// <param name="mode">How values between pixels are found.</param>
        /// <param name="alignCorners">Whether the centres of the corner pixels stay where they are; for the linear modes and Bicubic.</param>
        /// <exception cref="ShapeException">The input has no spatial dimensions, the mode is for another number of them, or nothing is left.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Interpolate(double scaleFactor, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false) =>
            x.Interpolate([scaleFactor], mode, alignCorners);

        /// <summary>As above, with a factor per dimension.</summary>
        /// <inheritdoc cref="Interpolate(Tensor, double, InterpolationMode, bool)"/>
        public Tensor Interpolate(ReadOnlySpan<double> scaleFactor, InterpolationMode mode = InterpolationMode.Nearest, bool alignCorners = false)
        {
            var dims = Dims(x, mode, alignCorners);
            if (scaleFactor.Length != 1 && scaleFactor.Length != dims)
                throw new ShapeException($"Interpolate on input {x.Shape} expects {dims} factors or one for all, but got {scaleFactor.Length}.");
            double[] factors = scaleFactor.Length == dims ? scaleFactor.ToArray() : [.. Enumerable.Repeat(scaleFactor[0], dims)];
            if (factors.Any(factor => !(factor > 0 && factor < int.MaxValue)))
                throw new ArgumentOutOfRangeException(nameof(scaleFactor), string.Join(", ", factors), "Interpolate needs factors above 0.");
            int[] sizes = [.. factors.Select((factor, d) => (int)Math.Min(int.MaxValue, Math.Floor(x.Size(d + 2) * factor)))];
            return Resample(x, sizes, mode, alignCorners, [.. factors.Select(factor => (double?)factor)]);
        }
    }

    static int Dims(Tensor x, InterpolationMode mode, bool alignCorners)
    {
        NormChecks.Floating("Interpolate", x);
        var expected = mode switch
        {
            InterpolationMode.Linear => "[N, C, L]",
            InterpolationMode.Bilinear or InterpolationMode.Bicubic => "[N, C, H, W]",
            InterpolationMode.Trilinear => "[N, C, D, H, W]",
            _ => null,
        };
        if (x.Rank is < 3 or > 5 || (expected is not null && x.Rank != expected.Count(c => c == ',') + 1))
            throw new ShapeException($"Interpolate in mode {mode} expects {expected ?? "[N, C, L], [N, C, H, W] or [N, C, D, H, W]"}, but got {x.Shape}.");
        if (alignCorners && expected is null)
            throw new ArgumentException($"Interpolate's alignCorners has no meaning in mode {mode}: leave it out, or use a linear mode or Bicubic.");
        return x.Rank - 2;
    }

    static Tensor Resample(Tensor x, int[] sizes, InterpolationMode mode, bool alignCorners, double?[] factors)
    {
        if (sizes.Min() < 1) throw new ShapeException($"Interpolate on input {x.Shape} expects sizes of 1 or more, but got {new Shape([.. sizes.Select(s => Math.Max(s, 0))])}.");
        if (PoolChecks.Sizes(x, sizes.Length).Min() < 1) throw new ShapeException($"Interpolate expects something to interpolate, but got {x.Shape}.");
        for (var d = 0; d < sizes.Length; d++)
        {
            var from = x.Size(d + 2);
            if (from == sizes[d] && factors[d] is null or 1.0) continue;
            x = AxisProducts.Along(x, d + 2, mode == InterpolationMode.Area
                ? SparseRows.Means(PoolWindows.Adaptive(from, sizes[d]))
                : InterpolationRows.Of(from, sizes[d], mode, alignCorners, factors[d], x.DType != DType.Float64));
        }
        return x;
    }
}
