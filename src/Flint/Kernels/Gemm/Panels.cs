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
}

/// <summary>Panels of a strided matrix, packed one at a time into a buffer that stays in the first-level cache.</summary>
readonly unsafe struct StridedPanels<T, TTile>(T* b, nint rowStride, nint columnStride, int columns, T* buffer) : IPanels<T>
    where T : unmanaged where TTile : struct, ITile<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public T* Panel(int column, int k0, int k)
    {
        var valid = Math.Min(TTile.Columns, columns - column);
        Packing.Strip(buffer, TTile.Columns, valid, b + column * columnStride + k0 * rowStride, columnStride, rowStride, k);
        return buffer;
    }
}

/// <summary>Panels that were all packed before, for one range of k.</summary>
readonly unsafe struct PackedPanels<T>(T* first) : IPanels<T> where T : unmanaged
{
    public T* Panel(int column, int k0, int k) => first + (nint)column * k;
}
