using Flint.Kernels;

namespace Flint;

/// <summary>Maximum over sliding windows.</summary>
public static class MaxPool2dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[n, c, i, j] = max over the window of x[n, c, i stride + r dilation - padding, j stride + s dilation - padding],
        /// r and s below <paramref name="kernel"/>. Padding never wins; the first of equal maxima receives the gradient.
        /// </summary>
        /// <param name="kernel">Height and width of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="padding">Rows and columns of minus infinity around the input, at most half the kernel.</param>
        /// <param name="dilation">Step inside a window.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end, as long as they start inside.</param>
        /// <returns>[N, C, H', W'] (or [C, H', W']), H' = floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.</returns>
        /// <exception cref="ShapeException">The input is not [N, C, H, W] or [C, H, W], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor MaxPool2d(Pair kernel, Pair? stride = null, Pair padding = default, Pair? dilation = null, bool ceilMode = false)
        {
            var (step, spread) = (stride ?? kernel, dilation ?? 1);
            var windows = Windows("MaxPool2d", x, kernel.ToArray(), step.ToArray(), padding.ToArray(), spread.ToArray(), ceilMode);
            return Pool(x, windows[0], windows[1]);
        }

        /// <summary>As <see cref="MaxPool2d"/>, with the place of each maximum in its plane: row · W + column, Int64.</summary>
        /// <inheritdoc cref="MaxPool2d"/>
        public (Tensor Output, Tensor Indices) MaxPool2dWithIndices(
            Pair kernel, Pair? stride = null, Pair padding = default, Pair? dilation = null, bool ceilMode = false)
        {
            var (step, spread) = (stride ?? kernel, dilation ?? 1);
            var windows = Windows("MaxPool2dWithIndices", x, kernel.ToArray(), step.ToArray(), padding.ToArray(), spread.ToArray(), ceilMode);
            return PoolWithIndices(x, windows[0], windows[1]);
        }
    }

    internal static PoolWindows[] Windows(string name, Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation, bool ceilMode)
    {
        PoolChecks.Windows(name, x, kernel, stride, padding, dilation, ceilMode);
        return PoolWindows.Sliding(PoolChecks.Sizes(x, kernel.Length), kernel, stride, padding, dilation, ceilMode);
    }

    internal static (Tensor Output, Tensor Indices) PoolWithIndices(Tensor x, PoolWindows rows, PoolWindows columns)
    {
        var positions = Tensor.Empty(PoolChecks.Resized(x, rows.Count, columns.Count), DType.Int32);
        return (Pool(x, rows.General, columns.General, positions), positions.To(DType.Int64));
    }

    internal static Tensor Pool(Tensor x, PoolWindows rows, PoolWindows columns, Tensor? positions = null)
    {
        var input = x.Contiguous();
        var y = Tensor.Empty(PoolChecks.Resized(x, rows.Count, columns.Count), x.DType);
        if (positions is null && Tape.Tracks(x))
            positions = Tensor.Empty(y.Shape, rows.ArePairs && columns.ArePairs ? DType.UInt8 : DType.Int32);
        x.Device.MaxPool(input, y, positions, rows, columns);
        if (positions is null) return y;
        var shape = x.Shape;
        return Tape.Record(y, x, dy =>
        {
            if (Tape.Enabled) return Spread(dy, positions, shape, rows, columns);
            var dx = Tensor.Empty(shape, dy.DType);
            dy.Device.MaxPoolGradient(dy.Contiguous(), positions, dx, rows, columns);
            return dx;
        });
    }

    /// <summary>The gradient as a recorded operation.</summary>
    static Tensor Spread(Tensor dy, Tensor positions, Shape shape, PoolWindows rows, PoolWindows columns)
    {
        var at = positions.To(DType.Int64);
        // The place in a 2 x 2 block becomes one in the plane: that of the block's corner, and a row and a column on.
        if (positions.DType == DType.UInt8)
            at = (Tensor.Arange(rows.Count).Reshape(-1, 1) * 2 + at.Gt(1).To(DType.Int64)) * columns.Size
                + Tensor.Arange(columns.Count) * 2 + at.BitwiseAnd(1);
        // A window that lies in the padding has no maximum.
        dy = Tensor.Where(at.Lt(0), 0f, dy);
        at = at.Clamp(min: 0);
        var planes = (int)(shape.Count / Math.Max(1, (long)rows.Size * columns.Size));
        return GatherOps.AddAt(dy.Reshape(planes, -1), at.Reshape(planes, -1), 1, [planes, rows.Size * columns.Size]).Reshape(shape);
    }
}
