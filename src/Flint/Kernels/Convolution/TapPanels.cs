using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>B[pixel, tap] of a padded block, the transpose of <see cref="PatchPanels{T, TTile}"/>: for gradients of weights, which sum over pixels.</summary>
readonly unsafe struct TapPanels<T, TTile>(T* padded, int* offsets, int taps, int width, nint rowStep, T* buffer) : IPanels<T>
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Elements of buffer: the panel, and three rows that the last, overlapping transposition may touch.</summary>
    internal static long BufferSize(int k) => (long)TTile.Columns * (k + 3);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T* Panel(int column, int k0, int k)
    {
        var valid = Math.Min(TTile.Columns, taps - column);
        var to = buffer;
        for (var pixel = k0; pixel < k0 + k;)
        {
            var (y, x) = Math.DivRem(pixel, width);
            var run = Math.Min(width - x, k0 + k - pixel);
            Run(padded + y * rowStep + x, offsets + column, valid, run, to);
            to += run * TTile.Columns;
            pixel += run;
        }
        return buffer;
    }

    /// <summary>Pixels of one output row; surplus rows are overwritten by the next run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run(T* source, int* offsets, int valid, int run, T* to)
    {
        var i = 0;
        for (int group; (group = Transpose.Group<T>(valid - i)) == Transpose.Full<T>(); i += group)
            Transpose.Gathered(source, offsets + i, to + i, TTile.Columns, run);
        for (; i < TTile.Columns; i++)
        {
            var from = source + (i < valid ? offsets[i] : 0);
            for (var p = 0; p < run; p++) to[p * TTile.Columns + i] = i < valid ? from[p] : default;
        }
    }
}
