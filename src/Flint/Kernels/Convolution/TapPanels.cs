using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>B[pixel, tap] of a padded block, the transpose of <see cref="PatchPanels{T, TTile}"/>: for gradients of weights, which sum over pixels.</summary>
readonly unsafe struct TapPanels<T, TTile>(T* padded, int* offsets, int taps, int width, nint rowStep, T* buffer) : IPanels<T>
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Elements of buffer: the panel, and three rows that the last, overlapping transposition may touch.</summary>
    internal static long BufferSize(int k) => (long)TTile.Columns * (k + 3);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PanelRows<T> Panel(int column, int k0, int k)
    {
        var valid = Math.Min(TTile.Columns, taps - column);
        var i = 0;
        for (int group; (group = Transpose.Group<T>(valid - i)) == Transpose.Full<T>(); i += group) Columns(column + i, group, k0, k, buffer + i);
        for (; i < valid; i++) Columns(column + i, 1, k0, k, buffer + i);
        for (; i < TTile.Columns; i++)
            for (var p = 0; p < k; p++) buffer[p * TTile.Columns + i] = default;
        return new(buffer, TTile.Columns);
    }

    /// <summary>A few taps along all pixels, output row by output row; surplus rows of a transposition are overwritten by the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Columns(int tap, int count, int k0, int k, T* to)
    {
        var (y, x) = Math.DivRem(k0, width);
        for (int left = k, run; left > 0; left -= run, y++, x = 0)
        {
            run = Math.Min(width - x, left);
            var source = padded + y * rowStep + x;
            if (count > 1)
            {
                Transpose.Gathered(source, offsets + tap, to, TTile.Columns, run);
            }
            else
            {
                source += offsets[tap];
                for (var p = 0; p < run; p++) to[p * TTile.Columns] = source[p];
            }
            to += run * TTile.Columns;
        }
    }
}
