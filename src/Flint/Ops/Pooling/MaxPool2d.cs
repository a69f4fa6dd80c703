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
            PoolChecks.Windows("MaxPool2d", x, kernel, step, padding, spread, ceilMode);
            return Pool(x,
                PoolWindows.Sliding(x.Size(-2), kernel.Height, step.Height, padding.Height, spread.Height, ceilMode),
                PoolWindows.Sliding(x.Size(-1), kernel.Width, step.Width, padding.Width, spread.Width, ceilMode));
        }
    }

    internal static Tensor Pool(Tensor x, PoolWindows rows, PoolWindows columns)
    {
        var input = x.Contiguous();
        var y = Tensor.Empty(PoolChecks.Resized(x, rows.Count, columns.Count), x.DType);
        var positions = Tape.Tracks(x)
            ? Tensor.Empty(y.Shape, rows.ArePairs && columns.ArePairs ? DType.UInt8 : DType.Int32)
            : null;
        x.Device.MaxPool(input, y, positions, rows, columns);
        if (positions == null) return y;
        var shape = x.Shape;
        return Tape.Record(y, x, dy =>
        {
            var dx = Tensor.Empty(shape, dy.DType);
            dy.Device.MaxPoolGradient(dy.Contiguous(), positions, dx, rows, columns);
            return dx;
        });
    }
}
