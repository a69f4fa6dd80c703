using Flint.Kernels;

namespace Flint;

/// <summary>Mean over sliding windows of volumes.</summary>
public static class AvgPool3dOps
{
    extension(Tensor x)
    {
        /// <summary>As <see cref="AvgPool2dOps"/>, for volumes: the means of planes, then of those along the depth.</summary>
        /// <param name="kernel">Depth, height and width of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="padding">Zeros around the input, at most half the kernel.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end, as long as they start inside.</param>
        /// <param name="countIncludePad">Whether zeros of the padding count in the divisor.</param>
        /// <param name="divisorOverride">What each sum is divided by, in place of the window's size.</param>
        /// <returns>[N, C, D', H', W'] (or [C, D', H', W']), D' = floor((D + 2 padding - kernel) / stride) + 1.</returns>
        /// <exception cref="ShapeException">The input is not [N, C, D, H, W] or [C, D, H, W], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor AvgPool3d(
            Triple kernel, Triple? stride = null, Triple padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null) =>
            Pool(x, AvgPool2dOps.Windows(
                "AvgPool3d", x, kernel.ToArray(), (stride ?? kernel).ToArray(), padding.ToArray(), ceilMode, countIncludePad, divisorOverride));
    }

    internal static Tensor Pool(Tensor x, PoolWindows[] windows) =>
        AxisProducts.Along(AvgPool2dOps.Pool(x, windows[1], windows[2]), -3, SparseRows.Means(windows[0]));
}
