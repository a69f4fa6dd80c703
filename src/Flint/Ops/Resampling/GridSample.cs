using Flint.Kernels;

namespace Flint;

/// <summary>Images read at any points.</summary>
public static class GridSampleOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[n, :, i, j] = x[n] at the point grid[n, i, j] = (horizontal, vertical), -1 and 1 being the borders of the image. Gradients flow to the
        /// image and, except in mode Nearest, to the grid. Source: Jaderberg et al., "Spatial transformer networks", 2015.
        /// </summary>
        /// <param name="grid">[N, H', W', 2] for images [N, C, H, W], [N, D', H', W', 3] for volumes [N, C, D, H, W].</param>
        /// <param name="mode">Bilinear (for volumes along all three dimensions), Nearest, or Bicubic (images only).</param>
        /// <param name="paddingMode">What points outside are given.</param>
        /// <param name="alignCorners">Whether -1 and 1 are the centres of the corner pixels instead of their outer edges.</param>
        /// <returns>[N, C, H', W'] or [N, C, D', H', W'].</returns>
        /// <exception cref="ShapeException">Image and grid do not fit together, or there are no pixels.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor GridSample(
            Tensor grid, InterpolationMode mode = InterpolationMode.Bilinear, GridPadding paddingMode = GridPadding.Zeros, bool alignCorners = false)
        {
            Check(x, grid, mode);
            var dims = x.Rank - 2;
            int[] sizes = PoolChecks.Sizes(x, dims), space = grid.Shape.ToArray()[1..^1];
            // Pixels as rows of channels: one row is copied for each point and tap.
            int[] order = [0, .. Enumerable.Range(2, dims), 1], back = [0, dims + 1, .. Enumerable.Range(1, dims)];
            var pixels = x.Permute(order).Flatten(0, dims);
            var (axes, points) = (new (Tensor At, Tensor? Weight)[dims][], grid.Flatten(1, -2));
            for (var d = 0; d < dims; d++) axes[d] = Taps(points.Select(-1, dims - 1 - d), sizes[d], mode, paddingMode, alignCorners);

            Tensor? y = null;
            var image = Tensor.Arange(x.Size(0)).Unsqueeze(1);
            foreach (var (at, weight) in Combined(axes, sizes, 0, image, null))
            {
                var share = pixels.IndexSelect(0, at.Expand([x.Size(0), points.Size(1)]).Reshape(-1));
                if (weight is not null) share = share * weight.Reshape(-1, 1);
                y = y is null ? share : y + share;
            }
            return y!.Reshape([x.Size(0), .. space, x.Size(1)]).Permute(back).Contiguous();
        }
    }

    /// <summary>All combinations of one tap per axis: the pixel's number, and the product of the weights.</summary>
    static IEnumerable<(Tensor At, Tensor? Weight)> Combined((Tensor At, Tensor? Weight)[][] axes, int[] sizes, int d, Tensor at, Tensor? weight)
    {
        if (d == axes.Length) return [(at, weight)];
        return axes[d].SelectMany(tap => Combined(axes, sizes, d + 1, at * sizes[d] + tap.At, weight is null ? tap.Weight : tap.Weight is null ? weight : weight * tap.Weight));
    }

    /// <summary>The pixels that a point's coordinate meets along one axis (Int64), and their weights.</summary>
    static (Tensor At, Tensor? Weight)[] Taps(Tensor coordinate, int size, InterpolationMode mode, GridPadding padding, bool alignCorners)
    {
        var position = alignCorners ? (coordinate + 1) * ((size - 1) / 2.0) : ((coordinate + 1) * size - 1) * 0.5;
        if (mode == InterpolationMode.Bicubic)
        {
            var first = position.Detach().Floor();
            return [.. Cubic(position - first).Select((weight, k) => Tap(Inside(first + (k - 1), size, padding, alignCorners), weight, size, padding))];
        }
        position = Inside(position, size, padding, alignCorners);
        if (mode == InterpolationMode.Nearest) return [Tap(position.Detach().Round(), null, size, padding)];
        var before = position.Detach().Floor();
        var share = position - before;
        return [Tap(before, 1 - share, size, padding), Tap(before + 1, share, size, padding)];
    }

    static (Tensor At, Tensor? Weight) Tap(Tensor at, Tensor? weight, int size, GridPadding padding)
    {
        var inside = at.Clamp(0, size - 1);
        if (padding != GridPadding.Zeros) return (inside.To(DType.Int64), weight);
        var mask = at.Eq(inside).To(at.DType);
        return (inside.To(DType.Int64), weight is null ? mask : weight * mask);
    }

    static Tensor Inside(Tensor position, int size, GridPadding padding, bool alignCorners)
    {
        if (padding == GridPadding.Zeros) return position;
        if (padding == GridPadding.Border) return position.Clamp(0, size - 1);
        var (least, span) = alignCorners ? (0.0, size - 1.0) : (-0.5, size);
        if (span == 0) return position * 0;
        var distance = (position - least).Abs();
        var flips = (distance.Detach() / span).Floor();
        var odd = flips - (flips * 0.5).Floor() * 2;
        var extra = distance - flips * span;
        return (extra + odd * (span - extra * 2) + least).Clamp(0, size - 1);
    }

    /// <summary>As <see cref="InterpolationRows.Cubic"/>, for tensors.</summary>
    static Tensor[] Cubic(Tensor t)
    {
        const double a = -0.75;
        static Tensor Near(Tensor x) => ((a + 2) * x - (a + 3)) * x * x + 1;
        static Tensor Far(Tensor x) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        return [Far(t + 1), Near(t), Near(1 - t), Far(2 - t)];
    }

    static void Check(Tensor x, Tensor grid, InterpolationMode mode)
    {
        if (mode is not (InterpolationMode.Bilinear or InterpolationMode.Nearest) && !(mode == InterpolationMode.Bicubic && x.Rank == 4))
            throw new ArgumentException($"GridSample on input {x.Shape} takes mode Bilinear or Nearest, or Bicubic for images, not {mode}.");
        if (x.Rank is not (4 or 5) || grid.Rank != x.Rank || grid.Size(0) != x.Size(0) || grid.Size(-1) != x.Rank - 2)
            throw new ShapeException(
                $"GridSample expects [N, C, H, W] with a grid of [N, H', W', 2], or [N, C, D, H, W] with [N, D', H', W', 3], but got {x.Shape} with {grid.Shape}.");
        if (PoolChecks.Sizes(x, x.Rank - 2).Min() < 1) throw new ShapeException($"GridSample expects pixels to read, but got {x.Shape}.");
        if (!x.DType.IsFloating || grid.DType != x.DType)
            throw new DTypeException($"GridSample needs one floating dtype, but got images {x.DType}, grid {grid.DType}: convert with To.");
    }
}
