using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// The columns of B, cut into panels as wide as a tile: a strided matrix here, the patches of images in a convolution.
/// A panel is asked for once per sweep over the rows of A, and may be built at that moment.
/// </summary>
unsafe interface IPanels<T> where T : unmanaged
{
    /// <summary>B[k0 .. k0 + k, column .. column + width], row after row of a tile's width; zeros beyond the last column.</summary>
    T* Panel(int column, int k0, int k);

    /// <summary>Where a panel is not packed: row p of B begins at <c>panel[Offsets[p]]</c>. Null where it is.</summary>
    int* Offsets => null;
}

/// <summary>
/// Panels of a strided matrix for one sweep, packed on the way into a buffer that stays in the cache: one at a time, or a
/// few where rows are contiguous.
/// </summary>
unsafe struct StridedPanels<T, TTile>(T* b, nint rowStride, nint columnStride, int columns, T* buffer) : IPanels<T>
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>The buffer has this many columns, as deep as the deepest range of k.</summary>
    internal static int BufferColumns => 4 * TTile.Columns;

    int bufferStart, bufferEnd;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T* Panel(int column, int k0, int k)
    {
        if (column >= bufferEnd)
        {
            var many = columnStride == 1 ? BufferColumns : TTile.Columns;
            bufferStart = column;
            bufferEnd = Math.Min(column + many, columns);
            Packing.Panels(buffer, TTile.Columns, bufferEnd - column, b + column * columnStride + k0 * rowStride, columnStride, rowStride, k);
        }
        return buffer + (nint)(column - bufferStart) * k;
    }
}

/// <summary>Panels that were all packed before, for one range of k.</summary>
readonly unsafe struct PackedPanels<T>(T* first) : IPanels<T> where T : unmanaged
{
    public T* Panel(int column, int k0, int k) => first + (nint)column * k;
}
