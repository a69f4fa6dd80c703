namespace Flint.Kernels;

/// <summary>
/// The windows of a pooling along one dimension: window i covers start[i], start[i] + step, ... below end[i], all inside
/// the input. Sliding and adaptive pooling differ only here.
/// </summary>
sealed class PoolWindows
{
    internal readonly int Size, Step;
    internal readonly int[] Start, End, Divisor;

    PoolWindows(int size, int count, int step)
    {
        Size = size;
        Step = step;
        Start = new int[count];
        End = new int[count];
        Divisor = new int[count];
    }

    /// <summary>The number of windows: the output's size.</summary>
    internal int Count => Start.Length;

    /// <summary>Windows of exactly two neighbours without overlap: the vectorised case.</summary>
    internal bool ArePairs { get; private init; }

    /// <summary>How many windows of <paramref name="kernel"/> fit; 0 or less where the input is too small.</summary>
    internal static int Fit(int size, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        var room = size + 2 * padding - dilation * (kernel - 1) - 1;
        if (room < 0) return 0;
        var count = (room + (ceilMode ? stride - 1 : 0)) / stride + 1;
        // The last window must start inside the input or its left padding.
        return ceilMode && (count - 1) * stride >= size + padding ? count - 1 : count;
    }

    internal static PoolWindows Sliding(
        int size, int kernel, int stride, int padding, int dilation, bool ceilMode, bool countPadding = false)
    {
        var count = Fit(size, kernel, stride, padding, dilation, ceilMode);
        var reach = dilation * (kernel - 1) + 1;
        var pairs = kernel == 2 && stride == 2 && padding == 0 && dilation == 1 && 2 * count <= size;
        var windows = new PoolWindows(size, count, dilation) { ArePairs = pairs };
        for (var i = 0; i < count; i++)
        {
            var start = i * stride - padding;
            var end = Math.Min(start + reach, size + padding);
            windows.Divisor[i] = end - start;
            if (start < 0) start += (-start + dilation - 1) / dilation * dilation;
            windows.Start[i] = start;
            windows.End[i] = Math.Min(end, size);
            if (!countPadding) windows.Divisor[i] = windows.End[i] - windows.Start[i];
        }
        return windows;
    }

    /// <summary>Window i covers floor(i size / count) to ceil((i + 1) size / count).</summary>
    internal static PoolWindows Adaptive(int size, int count)
    {
        var windows = new PoolWindows(size, count, 1);
        for (var i = 0; i < count; i++)
        {
            windows.Start[i] = (int)((long)i * size / count);
            windows.End[i] = (int)(((i + 1L) * size + count - 1) / count);
            windows.Divisor[i] = windows.End[i] - windows.Start[i];
        }
        return windows;
    }
}
