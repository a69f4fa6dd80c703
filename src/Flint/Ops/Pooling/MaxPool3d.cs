using Flint.Kernels;

namespace Flint;

/// <summary>Maximum over sliding windows of volumes.</summary>
public static class MaxPool3dOps
{
    extension(Tensor x)
    {
        /// <summary>As <see cref="MaxPool2dOps"/>, for volumes: the maxima of planes, then of those along the depth.</summary>
        /// <param name="kernel">Depth, height and width of the window.</param>
        /// <param name="stride">Step between windows; the kernel where not given.</param>
        /// <param name="padding">Minus infinity around the input, at most half the kernel.</param>
        /// <param name="dilation">Step inside a window; 1 where not given.</param>
        /// <param name="ceilMode">Also takes windows that hang over the end, as long as they start inside.</param>
        /// <returns>[N, C, D', H', W'] (or [C, D', H', W']), D' = floor((D + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.</returns>
        /// <exception cref="ShapeException">The input is not [N, C, D, H, W] or [C, D, H, W], or the windows do not fit.</exception>
        /// <exception cref="DTypeException">The input is not floating.</exception>
        public Tensor MaxPool3d(Triple kernel, Triple? stride = null, Triple padding = default, Triple? dilation = null, bool ceilMode = false) =>
            Pool(x, MaxPool2dOps.Windows(
                "MaxPool3d", x, kernel.ToArray(), (stride ?? kernel).ToArray(), padding.ToArray(), (dilation ?? 1).ToArray(), ceilMode));

        /// <summary>As <see cref="MaxPool3d"/>, with the place of each maximum in its volume: (plane · H + row) · W + column, Int64.</summary>
        /// <inheritdoc cref="MaxPool3d"/>
        public (Tensor Output, Tensor Indices) MaxPool3dWithIndices(
            Triple kernel, Triple? stride = null, Triple padding = default, Triple? dilation = null, bool ceilMode = false) =>
            PoolWithIndices(x, MaxPool2dOps.Windows(
                "MaxPool3dWithIndices", x, kernel.ToArray(), (stride ?? kernel).ToArray(), padding.ToArray(), (dilation ?? 1).ToArray(), ceilMode));
    }

    internal static Tensor Pool(Tensor x, PoolWindows[] windows)
    {
        var planes = MaxPool2dOps.Pool(x, windows[1], windows[2]).Flatten(-2);
        return MaxPool2dOps.Pool(planes, windows[0], Single(planes)).Unflatten(-1, windows[1].Count, windows[2].Count);
    }

    internal static (Tensor Output, Tensor Indices) PoolWithIndices(Tensor x, PoolWindows[] windows)
    {
        var (maxima, inPlane) = MaxPool2dOps.PoolWithIndices(x, windows[1], windows[2]);
        var planes = maxima.Flatten(-2);
        var (y, at) = MaxPool2dOps.PoolWithIndices(planes, windows[0], Single(planes));
        var chosen = inPlane.Flatten(-3).Gather(-1, at.Flatten(-2));
        // Of a place among the planes' maxima only its plane counts; where in it, the plane's own index says.
        var volume = chosen.RawSpan<long>();
        var places = at.RawSpan<long>();
        for (var i = 0; i < volume.Length; i++) volume[i] += places[i] / planes.Size(-1) * windows[1].Size * windows[2].Size;
        GC.KeepAlive(at);
        GC.KeepAlive(chosen);
        return (y.Unflatten(-1, windows[1].Count, windows[2].Count), chosen.Unflatten(-1, windows[0].Count, windows[1].Count, windows[2].Count));
    }

    static PoolWindows Single(Tensor planes) => PoolWindows.Sliding(planes.Size(-1), 1, 1, 0, 1, ceilMode: false);
}
