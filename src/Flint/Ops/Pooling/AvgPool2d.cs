using Flint.Kernels;

namespace Flint;

/// <summary>Mean over sliding windows.</summary>
public static class AvgPool2dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[n, c, i, j] = mean of x over the window that starts at (i stride - padding, j stride - padding).
        /// </summary>
        /// <param name="kernel">Height and width of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="padding">Rows and columns of zeros around the input, at most half the kernel.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end, as long as they start inside.</param>
        /// <param name="countIncludePad">Whether zeros of the padding count in the divisor.</param>
        /// <param name="divisorOverride">What each sum is divided by, in place of the window's size.</param>
        /// <returns>[N, C, H', W'] (or [C, H', W']), H' = floor((H + 2 padding - kernel) / stride) + 1.</returns>
        /// <exception cref="ShapeException">The input is not [N, C, H, W] or [C, H, W], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AvgPool2d(
            Pair kernel, Pair? stride = null, Pair padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null)
        {
            var windows = Windows(
                "AvgPool2d", x, kernel.ToArray(), (stride ?? kernel).ToArray(), padding.ToArray(), ceilMode, countIncludePad, divisorOverride);
            return Pool(x, windows[0], windows[1]);
        }
    }

    internal static PoolWindows[] Windows(
        string name, Tensor x, int[] kernel, int[] stride, int[] padding, bool ceilMode, bool countIncludePad, int? divisorOverride)
    {
        int[] dilation = [.. kernel.Select(_ => 1)];
        PoolChecks.Windows(name, x, kernel, stride, padding, dilation, ceilMode);
        if (divisorOverride == 0) throw new ArgumentOutOfRangeException(nameof(divisorOverride), divisorOverride, $"{name} cannot divide by 0.");
        return PoolWindows.Sliding(PoolChecks.Sizes(x, kernel.Length), kernel, stride, padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    internal static Tensor Pool(Tensor x, PoolWindows rows, PoolWindows columns)
    {
        var y = Tensor.Empty(PoolChecks.Resized(x, rows.Count, columns.Count), x.DType);
        x.Device.AvgPool(x.Contiguous(), y, rows, columns);
        var shape = x.Shape;
        return Tape.Record(y, x, dy => Spread(dy, shape, rows, columns));
    }

    static Tensor Spread(Tensor dy, Shape shape, PoolWindows rows, PoolWindows columns)
    {
        var dx = Tensor.Empty(shape, dy.DType);
        dy.Device.AvgPoolGradient(dy.Contiguous(), dx, rows, columns);
        return Tape.Record(dx, dy, d => Pool(d, rows, columns));
    }
}
