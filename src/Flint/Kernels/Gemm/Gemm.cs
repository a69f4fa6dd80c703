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
    internal static unsafe void Multiply<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, in Target<T> c, KernelWidth? width = null)
        where T : unmanaged
    {
        if (m == 0 || n == 0) return;
        if (width is null && (Gemv.TryMultiply(m, n, k, a, b, c) || Dots.TryMultiply(m, n, k, a, b, c))) return;
        if (a.RowStride == 1 && a.ColumnStride != 1 && n < m && n <= Tuning.FewColumns && k >= Tuning.SwapLeast)
        {
            MultiplySwapped(m, n, k, a, b, c, width);
            return;
        }
        var problem = new GemmProblem<T>(m, n, k, a, b, c);
        Tiles.Run<T, GemmProblem<T>>(ref problem, width, low: problem.ReadsInPlace && a.RowStride * sizeof(T) % Tuning.CriticalStride == 0);
    }

    /// <summary>
    /// Few columns leave a tile's vectors half empty, and A would have to be packed for them: C's transpose, from B's and A's, has long rows, and A is read in
    /// place. It costs one transposed copy of C.
    /// </summary>
    static unsafe void MultiplySwapped<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, in Target<T> c, KernelWidth? width) where T : unmanaged
    {
        var storage = Storage.Allocate((long)m * n * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var transposed = (T*)GemmProblem<T>.Align(memory);
            if (c.Accumulate) Packing.Columns(transposed, m, m, c.C, c.Row, 1, n);
            var target = new Target<T>(transposed, m) { Accumulate = c.Accumulate, RowBias = c.ColumnBias, ColumnBias = c.RowBias, Clamp = c.Clamp };
            Multiply(n, m, k, b.Transposed, a.Transposed, target, width);
            Packing.Columns(c.C, c.Row, n, transposed, m, 1, m);
        }
        storage.Release();
    }
}

/// <summary>One product, ready to run with any tile.</summary>
unsafe struct GemmProblem<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, Target<T> c) : ITiled<T> where T : unmanaged
{
    public void Run<TTile>() where TTile : struct, ITile<T>
    {
        var depth = GemmDepth.Of<T>(k);
        // As many ranges of k as the packed tiles of all rows may take: the next ones are packed into the same memory.
        var chunk = ReadsInPlace ? Math.Max(k, 1) : depth * Math.Max(1, Tuning.PackedBytes / sizeof(T) / m / depth);
        for (var k0 = 0; k0 == 0 || k0 < k; k0 += chunk) Multiply<TTile>(k0, Math.Min(chunk, k - k0), depth);
    }

    /// <summary>
    /// Rows of A that are contiguous along k need no packing, unless all rows of a tile fall into the same sets of the first-level cache and many columns
    /// repay it.
    /// </summary>
    internal readonly bool ReadsInPlace => a.ColumnStride == 1 && (n <= Tuning.FewColumns || a.RowStride * sizeof(T) % Tuning.CriticalStride != 0);

    readonly void Multiply<TTile>(int from, int count, int depth) where TTile : struct, ITile<T>
    {
        var rowBlock = Math.Min(Tuning.RowBlock, m);
        var panels = Math.Clamp(Tuning.TaskWork / ((long)rowBlock * Math.Max(count, 1) * TTile.Columns),
            Tuning.LeastColumns / TTile.Columns, Tuning.ColumnBlock / TTile.Columns);
        var columnBlock = (int)panels * TTile.Columns;
        var tasks = (long)((m + rowBlock - 1) / rowBlock) * ((n + columnBlock - 1) / columnBlock);
        var body = new BlockProduct<T, TTile>(m, n, k, from, from + count, depth, a, b, c, rowBlock, columnBlock);
        if (ReadsInPlace)
        {
            Threads.For(tasks, 1, ref body);
            return;
        }
        var storage = Storage.Allocate(RowTiles<T>.Scratch<TTile>(m, count) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            body.Packed = (T*)Align(memory);
            var pack = new PackTiles<T, TTile>(a, m, from, from + count, depth, body.Packed);
            Threads.For((m + TTile.Rows - 1) / TTile.Rows, Math.Max(1, Tuning.PackGrain / (TTile.Rows * Math.Max(count, 1))), ref pack);
            Threads.For(tasks, 1, ref body);
        }
        storage.Release();
    }

    internal static byte* Align(byte* memory) => (byte*)(((nint)memory + 63) & ~63);
}

/// <summary>How far a block reaches along k: a panel of B and a tile of A fit the first-level cache together.</summary>
static class GemmDepth
{
    /// <summary>k in equal parts of about <see cref="Tuning.Depth"/>: a short last part would cost as many loads and stores of C as a full one.</summary>
    internal static int Of<T>(int k) where T : unmanaged
    {
        var full = Unsafe.SizeOf<T>() == 4 ? Tuning.Depth : Tuning.DoubleDepth;
        var parts = Math.Max(1, (k - full / 6 + full - 1) / full);
        return Math.Max(1, (k + parts - 1) / parts);
    }
}
