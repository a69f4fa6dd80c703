using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// The columns of B, cut into panels as wide as a tile: a strided matrix here, the patches of images in a convolution.
/// A panel is asked for once per sweep over the rows of A, and may be built at that moment.
/// </summary>
unsafe interface IPanels<T> where T : unmanaged
{
    /// <summary>B[k0 .. k0 + k, column .. column + width]; what lies beyond the last column does not matter.</summary>
    PanelRows<T> Panel(int column, int k0, int k);
}

/// <summary>Where the rows of a panel are.</summary>
unsafe struct PanelRows<T>(T* first, nint step) where T : unmanaged
{
    /// <summary>Row p begins at <c>First[p Step]</c>, or at <c>First[Offsets[p]]</c> where there are offsets.</summary>
    internal T* First = first;
    internal nint Step = step;
    internal int* Offsets;

    /// <summary>The rows lie apart, so that the processor does not foresee them: they are asked for ahead of their use.</summary>
    internal bool IsApart;

    /// <summary>The first row of the panel to come, which the tiles ask for on their way; null where there is none, or where it needs no asking.</summary>
    internal T* Next;

    /// <summary>The first tile also copies the rows here, one after the other, for the tiles after it.</summary>
    internal T* Copy;
}

/// <summary>
/// Panels of a strided matrix for one sweep. Where its rows are contiguous, the first tile reads them in place and packs them on the way, which
/// costs almost nothing beside its multiply-adds; other panels are packed before their use.
/// </summary>
readonly unsafe struct StridedPanels<T, TTile>(Matrix<T> b, int columns, bool isReused, T* buffer) : IPanels<T>
    where T : unmanaged where TTile : struct, ITile<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PanelRows<T> Panel(int column, int k0, int k)
    {
        var source = b.First + column * b.ColumnStride + k0 * b.RowStride;
        if (b.ColumnStride == 1 && columns - column >= TTile.Columns)
            return new(source, b.RowStride)
            {
                IsApart = true,
                Copy = isReused ? buffer : null,
                Next = columns - column >= 2 * TTile.Columns ? source + TTile.Columns : null,
            };
        Packing.Panels(buffer, TTile.Columns, Math.Min(TTile.Columns, columns - column), source, b.ColumnStride, b.RowStride, k);
        return new(buffer, TTile.Columns);
    }
}

/// <summary>Panels that were all packed before, for one range of k.</summary>
readonly unsafe struct PackedPanels<T, TTile>(T* first) : IPanels<T> where T : unmanaged where TTile : struct, ITile<T>
{
    public PanelRows<T> Panel(int column, int k0, int k) => new(first + (nint)column * k, TTile.Columns);
}
