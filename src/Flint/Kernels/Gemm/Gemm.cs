using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>A strided matrix in memory: its transpose is the same memory with the strides exchanged.</summary>
readonly unsafe struct Matrix<T>(T* first, nint rowStride, nint columnStride) where T : unmanaged
{
    internal readonly T* First = first;
    internal readonly nint RowStride = rowStride, ColumnStride = columnStride;

    internal Matrix<T> Transposed => new(First, ColumnStride, RowStride);
}

/// <summary>C[m, n] = A[m, k] B[k, n] in cache blocks, by the method of Goto and van de Geijn (2008), on the threads of <see cref="Threads"/>.</summary>
/// <remarks>
/// k is always cut at multiples of the tile's depth and summed in order, so that the bits do not depend on the number of threads.
/// </remarks>
static class Gemm
{
    /// <summary>Computes the product with the widest tile of this machine, or with <paramref name="width"/>.</summary>
    internal static void Multiply<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, in Target<T> c, KernelWidth? width = null)
        where T : unmanaged
    {
        if (m == 0 || n == 0 || (width is null && Gemv.TryMultiply(m, n, k, a, b, c))) return;
        var problem = new GemmProblem<T>(m, n, k, a, b, c);
        Tiles.Run<T, GemmProblem<T>>(ref problem, width);
    }
}

/// <summary>One product, ready to run with any tile.</summary>
unsafe struct GemmProblem<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, Target<T> c) : ITiled<T> where T : unmanaged
{
    // Rows of A whose packed block stays in the second-level cache; a multiple of every tile's height.
    const int RowBlock = 144;

    // Columns that one task sweeps with its own block of A, and columns packed at a time.
    const int ColumnBlock = 768, ColumnsPacked = 4608;

    // Multiply-adds that repay waking a thread.
    const long TaskWork = 1 << 22;

    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        if (m <= RowBlock) RunFlat<TTile>();
        else RunBlocked<TTile>();
    }

    /// <summary>Few rows: each task packs the panels of its columns as it goes.</summary>
    readonly void RunFlat<TTile>() where TTile : struct, ITile<T>
    {
        // As many panels as are packed together, or a multiple.
        const int together = 4;
        var panels = TaskWork / ((long)m * Math.Max(k, 1) * TTile.Columns) / together * together;
        panels = Math.Clamp(panels, together, ColumnBlock / TTile.Columns);
        var body = new FlatGemm<T, TTile>(m, n, k, a, b, c);
        Threads.For(n, panels * TTile.Columns, ref body);
    }

    readonly void RunBlocked<TTile>() where TTile : struct, ITile<T>
    {
        var depth = GemmDepth.Of<T>(k);
        var packedColumns = Math.Min(n, ColumnsPacked);
        var storage = Storage.Allocate(((long)packedColumns + TTile.Columns) * depth * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var packed = (T*)Align(memory);
            for (var column = 0; column < n; column += ColumnsPacked)
            {
                var columns = Math.Min(ColumnsPacked, n - column);
                for (var k0 = 0; k0 == 0 || k0 < k; k0 += depth)
                {
                    var kNow = Math.Min(depth, k - k0);
                    var pack = new PackPanels<T, TTile>(b, columns, column, k0, kNow, packed);
                    Threads.For((columns + TTile.Columns - 1) / TTile.Columns, Math.Max(1, 65536 / (TTile.Columns * Math.Max(kNow, 1))), ref pack);

                    var rowBlocks = (m + RowBlock - 1) / RowBlock;
                    var columnBlocks = (columns + ColumnBlock - 1) / ColumnBlock;
                    var body = new BlockedGemm<T, TTile>(m, k, a, c, packed, column, columns, k0, kNow, columnBlocks, RowBlock, ColumnBlock);
                    Threads.For((long)rowBlocks * columnBlocks, 1, ref body);
                }
            }
        }
        storage.Release();
    }

    internal static byte* Align(byte* memory) => (byte*)(((nint)memory + 63) & ~63);
}

/// <summary>How far a block reaches along k: a panel of B and a tile of A fit the first-level cache together.</summary>
static class GemmDepth
{
    /// <summary>k in equal parts of about 384 floats or 256 doubles: a short last part would cost as many loads and stores of C as a full one.</summary>
    internal static int Of<T>(int k) where T : unmanaged
    {
        var full = Unsafe.SizeOf<T>() == 4 ? 384 : 256;
        var parts = Math.Max(1, (k - full / 6 + full - 1) / full);
        return Math.Max(1, (k + parts - 1) / parts);
    }
}
