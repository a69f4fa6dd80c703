namespace Flint.Kernels;

/// <summary>
/// The rows of A for one range of k, cut into tiles: read in place where k is contiguous and few columns would not repay a
/// copy, else packed. The last, incomplete tile is always packed, filled up with zero rows.
/// </summary>
unsafe struct RowTiles<T> where T : unmanaged
{
    T* first, edge;
    nint tileStride;

    /// <summary>Elements between rows of a tile, and between steps along k.</summary>
    internal nint RowStride, Step;

    internal int Rows, Full;

    /// <summary>The tile from row <paramref name="index"/> times the tile's height on.</summary>
    internal readonly T* Tile(int index, out nint rowStride, out nint step, int height)
    {
        if (index < Full || edge == null)
        {
            rowStride = RowStride;
            step = Step;
            return first + index * tileStride;
        }
        rowStride = 1;
        step = height;
        return edge;
    }

    /// <summary>Elements of scratch that <see cref="Pack"/> and <see cref="InPlace"/> may need.</summary>
    internal static long Scratch<TTile>(int rows, int k) where TTile : struct, ITile<T> =>
        (long)((rows + TTile.Rows - 1) / TTile.Rows) * TTile.Rows * k;

    internal static RowTiles<T> Packed<TTile>(T* packed, int rows, int k) where TTile : struct, ITile<T> => new()
    {
        first = packed,
        tileStride = (nint)TTile.Rows * k,
        RowStride = 1,
        Step = TTile.Rows,
        Rows = rows,
        Full = rows / TTile.Rows,
    };

    internal static RowTiles<T> Pack<TTile>(T* source, nint rowStride, nint step, int rows, int k, T* scratch) where TTile : struct, ITile<T>
    {
        for (var i = 0; i < rows; i += TTile.Rows)
            Packing.Strip(scratch + (nint)i * k, TTile.Rows, Math.Min(TTile.Rows, rows - i), source + i * rowStride, rowStride, step, k);
        return Packed<TTile>(scratch, rows, k);
    }

    internal static RowTiles<T> InPlace<TTile>(T* source, nint rowStride, nint step, int rows, int k, T* scratch) where TTile : struct, ITile<T>
    {
        var full = rows / TTile.Rows;
        var rest = rows - full * TTile.Rows;
        // Rows that some height of a tile fits need no zeros beside them.
        if (rest > 0 && TTile.HeightOf(rest) == rest) (full, rest) = (full + 1, 0);
        if (rest > 0) Packing.Strip(scratch, TTile.Rows, rest, source + full * TTile.Rows * rowStride, rowStride, step, k);
        return new()
        {
            first = source,
            edge = rest > 0 ? scratch : null,
            tileStride = TTile.Rows * rowStride,
            RowStride = rowStride,
            Step = step,
            Rows = rows,
            Full = full,
        };
    }
}
