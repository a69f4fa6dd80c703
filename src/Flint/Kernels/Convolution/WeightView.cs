using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// A convolution's weights as the rows [groups, rows, (channel, tap)] of a correlation, read where they lie: for the gradient of
/// the input, rows and channels have changed places, and with a stride only some of the taps take part.
/// </summary>
readonly unsafe struct WeightView<T> where T : unmanaged
{
    readonly nint groupStride, rowStride, channelStride;
    readonly int[]? taps;

    WeightView(T* first, nint groupStride, nint rowStride, nint channelStride, int[]? taps)
    {
        First = first;
        (this.groupStride, this.rowStride, this.channelStride, this.taps) = (groupStride, rowStride, channelStride, taps);
    }

    internal T* First { get; }

    /// <summary>[groups, rows, channels and taps], contiguous.</summary>
    internal static WeightView<T> Rows(T* first, int rows, int rowLength) => new(first, (nint)rows * rowLength, rowLength, 0, null);

    /// <summary>From [groups, channels, rows, kernel]: the weights of a convolution seen from its outputs, with these elements of the kernel, ascending.</summary>
    internal static WeightView<T> Swapped(T* first, int channels, int rows, int kernel, int[] taps) =>
        new(first, (nint)channels * rows * kernel, kernel, (nint)rows * kernel, taps);

    /// <summary>Whether <see cref="First"/> is already a matrix of rows.</summary>
    internal bool IsPlain => taps is null;

    /// <summary>Columns [k0, k0 + k) of the rows [row, row + rows), as tiles of <paramref name="height"/> rows, one after the other.</summary>
    internal void Pack(int group, int row, int rows, int k0, int k, T* to, int height)
    {
        var from = First + group * groupStride + row * rowStride;
        if (taps is not { Length: > 1 })
        {
            from += taps is null ? k0 : taps[0] + k0 * channelStride;
            for (var i = 0; i < rows; i += height)
                Packing.Strip(to + i * (nint)k, height, Math.Min(height, rows - i), from + i * rowStride, rowStride, taps is null ? 1 : channelStride, k);
            return;
        }
        // Channel after channel: the kernels of all rows lie one after the other, and memory is read in its order.
        var neighbours = taps[^1] - taps[0] == taps.Length - 1;
        var (channel, tap) = Math.DivRem(k0, taps.Length);
        from += channel * channelStride;
        for (int left = k, run; left > 0; left -= run, tap = 0, from += channelStride, to += run * height)
        {
            run = Math.Min(taps.Length - tap, left);
            for (var i = 0; i < rows; i += height)
            {
                T* kernels = from + i * rowStride, tile = to + i * (nint)k;
                var valid = Math.Min(height, rows - i);
                if (neighbours) Turn(kernels + taps[tap], valid, run, tile, height);
                else for (var p = 0; p < run; p++) Turn(kernels + taps[tap + p], valid, 1, tile + p * height, height);
            }
        }
    }

    /// <summary><c>to[p height + i] = from[i rowStride + p]</c>: runs are short, so their ends are turned by one more, overlapping, group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Turn(T* from, int rows, int run, T* to, int height)
    {
        var (full, row) = (Transpose.Full<T>(), (int)rowStride);
        var offsets = stackalloc int[] { 0, row, 2 * row, 3 * row };
        var whole = run / full * full;
        var i = 0;
        if (whole > 0 && Transpose.Group<T>(full) == full)
            for (; i + full <= rows; i += full)
            {
                Transpose.Gathered(from + i * rowStride, offsets, to + i, height, whole);
                if (whole < run) Transpose.Gathered(from + i * rowStride + run - full, offsets, to + (run - full) * height + i, height, full);
            }
        for (; i < height; i++)
            for (var p = 0; p < run; p++) to[p * height + i] = i < rows ? from[i * rowStride + p] : default;
    }

    /// <summary>[groups, rows, channels and taps], contiguous, copied.</summary>
    internal void CopyRows(int groups, int rows, int rowLength, T* to)
    {
        for (var g = 0; g < groups; g++)
            for (var r = 0; r < rows; r++, to += rowLength) Pack(g, r, 1, 0, rowLength, to, 1);
    }
}
