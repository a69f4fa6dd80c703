namespace Flint.Kernels;

/// <summary>How many positions a window has: the output size of convolution and pooling.</summary>
static class WindowCount
{
    /// <summary>The number of windows of <paramref name="kernel"/> cells that fit; 0 where the input is too small for one.</summary>
    internal static int Of(int size, int kernel, int stride, int padding, int dilation, bool ceilMode = false)
    {
        var room = size + 2L * padding - (long)dilation * (kernel - 1) - 1;
        if (room < 0) return 0;
        var count = (room + (ceilMode ? stride - 1L : 0)) / stride + 1;
        // The last window must start inside the input or its left padding.
        if (ceilMode && (count - 1) * stride >= (long)size + padding) count--;
        return (int)Math.Min(count, int.MaxValue);
    }
}
