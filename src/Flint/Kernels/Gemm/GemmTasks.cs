namespace Flint.Kernels;

/// <summary>A range of columns of C, all rows and all of k.</summary>
readonly unsafe struct FlatGemm<T, TTile>(int m, int n, int k, Matrix<T> a, Matrix<T> b, Target<T> c) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    // Fewer columns than this do not repay packing rows that are contiguous along k.
    const int InPlaceColumns = 256;

    public void Run(long start, long end)
    {
        var depth = GemmDepth.Of<T>(k);
        var panel = (long)StridedPanels<T, TTile>.BufferColumns * depth;
        var storage = Storage.Allocate((panel + RowTiles<T>.Scratch<TTile>(m, depth)) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var buffer = (T*)GemmProblem<T>.Align(memory);
            for (var k0 = 0; k0 == 0 || k0 < k; k0 += depth)
            {
                var kNow = Math.Min(depth, k - k0);
                var from = a.First + k0 * a.ColumnStride;
                var rows = a.ColumnStride == 1 && end - start <= InPlaceColumns
                    ? RowTiles<T>.InPlace<TTile>(from, a.RowStride, 1, m, kNow, buffer + panel)
                    : RowTiles<T>.Pack<TTile>(from, a.RowStride, a.ColumnStride, m, kNow, buffer + panel);
                var panels = new StridedPanels<T, TTile>(b.First, b.RowStride, b.ColumnStride, n, buffer);
                Product<T, TTile>.Sweep(
                    rows, ref panels, k0, kNow, 0, (int)start, (int)(end - start), c, first: k0 == 0, last: k0 + depth >= k);
            }
        }
        storage.Release();
    }
}

/// <summary>Packs panels [start, end) of B.</summary>
readonly unsafe struct PackPanels<T, TTile>(Matrix<T> b, int columns, int column, int k0, int k, T* packed) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        var j = (int)start * TTile.Columns;
        Packing.Panels(packed + (nint)j * k, TTile.Columns, Math.Min(columns, (int)end * TTile.Columns) - j,
            b.First + k0 * b.RowStride + (column + j) * b.ColumnStride, b.ColumnStride, b.RowStride, k);
    }
}

/// <summary>Blocks of C against packed panels: task t is row block t / columnBlocks, column block t % columnBlocks.</summary>
readonly unsafe struct BlockedGemm<T, TTile>(
    int m, int k, Matrix<T> a, Target<T> c, T* packed, int column, int columns, int k0, int kNow, int columnBlocks, int rowBlock, int columnBlock)
    : IRangeBody where T : unmanaged where TTile : struct, ITile<T>
{
    public void Run(long start, long end)
    {
        var storage = Storage.Allocate(RowTiles<T>.Scratch<TTile>(rowBlock, kNow) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            for (var t = start; t < end; t++)
            {
                var i = (int)(t / columnBlocks) * rowBlock;
                var j = (int)(t % columnBlocks) * columnBlock;
                var rows = RowTiles<T>.Pack<TTile>(a.First + i * a.RowStride + k0 * a.ColumnStride, a.RowStride, a.ColumnStride,
                    Math.Min(rowBlock, m - i), kNow, (T*)GemmProblem<T>.Align(memory));
                var panels = new PackedPanels<T>(packed - (nint)column * kNow);
                Product<T, TTile>.Sweep(rows, ref panels, k0, kNow, i, column + j, Math.Min(columnBlock, columns - j), c,
                    first: k0 == 0, last: k0 + kNow >= k);
            }
        }
        storage.Release();
    }
}
