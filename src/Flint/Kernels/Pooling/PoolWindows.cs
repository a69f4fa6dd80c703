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

    PoolWindows(PoolWindows other) => (Size, Step, Start, End, Divisor) = (other.Size, other.Step, other.Start, other.End, other.Divisor);

    /// <summary>The number of windows: the output's size.</summary>
    internal int Count => Start.Length;

    /// <summary>Elements that window i covers.</summary>
    internal int LengthOf(int i) => (End[i] - Start[i] + Step - 1) / Step;

    /// <summary>Elements of the longest window.</summary>
    internal int Longest => Enumerable.Range(0, Count).Max(LengthOf);

    /// <summary>Whether a window covers nothing.</summary>
    internal bool HasEmpty => Count == 0 || Enumerable.Range(0, Count).Min(LengthOf) <= 0;

    /// <summary>Windows of exactly two neighbours without overlap: the vectorised case.</summary>
    internal bool ArePairs { get; private init; }

    /// <summary>The same windows for the kernel that takes any.</summary>
    internal PoolWindows General => ArePairs ? new(this) : this;

    internal static PoolWindows Sliding(
        int size, int kernel, int stride, int padding, int dilation, bool ceilMode, bool countPadding = false)
    {
        var count = WindowCount.Of(size, kernel, stride, padding, dilation, ceilMode);
        var reach = (long)dilation * (kernel - 1) + 1;
        var pairs = kernel == 2 && stride == 2 && padding == 0 && dilation == 1 && 2L * count <= size;
        var windows = new PoolWindows(size, count, kernel == 1 ? 1 : dilation) { ArePairs = pairs };
        for (var i = 0; i < count; i++)
        {
            var start = (long)i * stride - padding;
            var end = Math.Min(start + reach, (long)size + padding);
            windows.Divisor[i] = (int)(end - start);
            if (start < 0) start += (-start + dilation - 1) / dilation * dilation;
            windows.Start[i] = (int)Math.Min(start, size);
            windows.End[i] = (int)Math.Min(end, size);
            if (!countPadding) windows.Divisor[i] = windows.End[i] - windows.Start[i];
        }
        return windows;
    }

    /// <summary>The windows along each of several dimensions; <paramref name="divisor"/> replaces what a mean divides by.</summary>
    internal static PoolWindows[] Sliding(
        int[] sizes, int[] kernel, int[] stride, int[] padding, int[] dilation, bool ceilMode, bool countPadding = false, int? divisor = null)
    {
        var windows = new PoolWindows[sizes.Length];
        for (var d = 0; d < sizes.Length; d++)
        {
            windows[d] = Sliding(sizes[d], kernel[d], stride[d], padding[d], dilation[d], ceilMode, countPadding);
            // The divisors of the dimensions are multiplied.
            if (divisor is { } given) Array.Fill(windows[d].Divisor, d == 0 ? given : 1);
        }
        return windows;
    }

    internal static PoolWindows[] Adaptive(int[] sizes, int[] counts) => [.. sizes.Zip(counts, Adaptive)];

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
