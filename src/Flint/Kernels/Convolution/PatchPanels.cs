using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>
/// B[tap, pixel] of a padded block, as panels of neighbouring output pixels: a patch exists only inside a panel. Each tap's
/// row consists of one run of the padded copy per output row that the panel touches.
/// </summary>
readonly unsafe struct PatchPanels<T, TTile>(T* padded, int* offsets, int width, nint rowStep, T* buffer) : IPanels<T>
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Elements of buffer: the panel, and one row that the last, overlapping stores may touch.</summary>
    internal static long BufferSize(int k) => (long)TTile.Columns * (k + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PanelRows<T> Panel(int column, int k0, int k)
    {
        var (y, x) = Math.DivRem(column, width);
        var first = padded + y * rowStep + x;
        var run = width - x;
        int* from = offsets + k0, end = from + k;
        var to = buffer;
        if (run >= TTile.Columns)
        {
            for (; from < end; from++, to += TTile.Columns) CopyRow(first + *from, to);
            return new(buffer, TTile.Columns);
        }
        var second = padded + (y + 1) * rowStep;
        if (run + width >= TTile.Columns)
        {
            TwoRuns(first, second, run, from, end);
            return new(buffer, TTile.Columns);
        }
        for (; from < end; from++, to += TTile.Columns)
        {
            // Whole rows are copied: each run overwrites the surplus of the one before, the next tap that of the last.
            CopyRow(first + *from, to);
            var source = second + *from;
            for (var i = run; i < TTile.Columns; i += width, source += rowStep) CopyRow(source, to + i);
        }
        return new(buffer, TTile.Columns);
    }

    /// <summary>The usual case of several runs; the shorter one needs only half a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void TwoRuns(T* first, T* second, int run, int* from, int* end)
    {
        var to = buffer;
        if (run <= TTile.Columns / 2)
            for (; from < end; from++, to += TTile.Columns)
            {
                Copy(first + *from, to, TTile.Columns / 2);
                Copy(second + *from, to + run, TTile.Columns);
            }
        else
            for (; from < end; from++, to += TTile.Columns)
            {
                Copy(first + *from, to, TTile.Columns);
                Copy(second + *from, to + run, TTile.Columns / 2);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyRow(T* from, T* to) => Copy(from, to, TTile.Columns);

    /// <summary>A constant number of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Copy(T* from, T* to, int count)
    {
        byte* source = (byte*)from, target = (byte*)to;
        if (count * sizeof(T) % 32 == 0)
            for (nint o = 0; o < count * sizeof(T); o += 32) Vector256.Load(source + o).Store(target + o);
        else if (count * sizeof(T) % 16 == 0)
            for (nint o = 0; o < count * sizeof(T); o += 16) Vector128.Load(source + o).Store(target + o);
        else
            for (var i = 0; i < count; i++) to[i] = from[i];
    }
}

/// <summary>
/// The same without packing: with output rows as far apart as padded ones, a panel's row is a run of the padded copy itself.
/// The columns between the rows are computed for nothing; worth it where they are few or where A has few rows.
/// </summary>
readonly unsafe struct FlatPatches<T>(T* padded, int* offsets) : IPanels<T> where T : unmanaged
{
    public PanelRows<T> Panel(int column, int k0, int k) => new(padded + column, 0) { Offsets = offsets + k0 };
}
