namespace Flint.Kernels;

/// <summary>Packs tiles [start, end) of A's columns [from, to): all of the first range of k, then the next.</summary>
readonly unsafe struct PackTiles<T, TTile>(Matrix<T> a, int rows, int from, int to, int depth, T* packed) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        int first = (int)start * TTile.Rows, count = Math.Min(rows, (int)end * TTile.Rows) - first;
        for (var k0 = from; k0 < to; k0 += depth)
        {
            var k = Math.Min(depth, to - k0);
            var source = a.First + first * a.RowStride + k0 * a.ColumnStride;
            Packing.Panels(packed + RowTiles<T>.Scratch<TTile>(rows, k0 - from) + (nint)first * k, TTile.Rows, count, source, a.RowStride, a.ColumnStride, k);
        }
    }
}

/// <summary>
/// Adds the products of A's columns and B's rows [from, to) to blocks of C. Task t is row block t / columnBlocks, column block t % columnBlocks; each panel
/// of B meets all tiles of the row block.
/// </summary>
unsafe struct BlockProduct<T, TTile>(
    int m, int n, int k, int from, int to, int depth, Matrix<T> a, Matrix<T> b, Target<T> c, int rowBlock, int columnBlock) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>A as <see cref="PackTiles{T, TTile}"/> leaves it; null to read it in place.</summary>
    internal T* Packed;

    public readonly void Run(long start, long end)
    {
        var panel = (long)TTile.Columns * depth;
        var edge = Packed == null ? (long)TTile.Rows * depth : 0;
        var storage = Storage.Allocate((panel + edge) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var buffer = (T*)GemmProblem<T>.Align(memory);
            var columnBlocks = (n + columnBlock - 1) / columnBlock;
            for (var t = start; t < end; t++)
                Block((int)(t / columnBlocks) * rowBlock, (int)(t % columnBlocks) * columnBlock, buffer, buffer + panel);
        }
        storage.Release();
    }

    readonly void Block(int row, int column, T* buffer, T* edge)
    {
        int rows = Math.Min(rowBlock, m - row), columns = Math.Min(columnBlock, n - column);
        var panels = new StridedPanels<T, TTile>(b, n, isReused: rows > TTile.Rows, buffer);
        for (var k0 = from; k0 == from || k0 < to; k0 += depth)
        {
            var kNow = Math.Min(depth, to - k0);
            var tiles = Packed == null
                ? RowTiles<T>.InPlace<TTile>(a.First + row * a.RowStride + k0 * a.ColumnStride, a.RowStride, a.ColumnStride, rows, kNow, edge)
                : RowTiles<T>.Packed<TTile>(Packed + RowTiles<T>.Scratch<TTile>(m, k0 - from) + (nint)row * kNow, rows, kNow);
            Product<T, TTile>.Sweep(tiles, ref panels, k0, kNow, row, column, columns, c, first: k0 == 0, last: k0 + depth >= k);
        }
    }
}
