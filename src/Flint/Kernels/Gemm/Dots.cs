using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>
/// Products whose larger side is contiguous along k, where the other has few rows: the larger side is read in place, once, and the
/// other, packed along k, meets each tile of it while that is in the first-level cache.
/// </summary>
static unsafe class Dots
{
    /// <summary>Takes over the products it is made for: false where a register tile is better.</summary>
    internal static bool TryMultiply<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, in Target<T> c) where T : unmanaged
    {
        if (a.ColumnStride == 1 && n <= Tuning.DotColumns && m >= Math.Max(n, LeastRows) && k >= Tuning.DotLeast)
            Multiply(m, n, k, a, b.Transposed, new(c, c.Row, 1, swapped: false));
        else if (b.RowStride == 1 && m <= Tuning.DotRows && n >= Math.Max(m, LeastRows) && k >= Tuning.DotLeastTransposed)
            Multiply(n, m, k, b.Transposed, a, new(c, 1, c.Row, swapped: true));
        else return false;
        return true;
    }

    /// <summary>Rows of the tallest tile, which must not reach beyond the matrix.</summary>
    const int LeastRows = 6;

    /// <summary>C[i, j] for <paramref name="rows"/> rows of the large side and <paramref name="few"/> of the small one; <c>large[i, p]</c>, <c>small[j, p]</c>.</summary>
    static void Multiply<T>(int rows, int few, int k, Matrix<T> large, Matrix<T> small, in Results<T> results) where T : unmanaged
    {
        switch (Tiles.Widest)
        {
            case KernelWidth.Bits512: Multiply<T, DotTile<Simd512<T>, Vector512<T>, T, Height6>>(rows, few, k, large, small, results); break;
            case KernelWidth.Bits256: Multiply<T, DotTile<Simd256<T>, Vector256<T>, T, Height3>>(rows, few, k, large, small, results); break;
            case KernelWidth.Bits128: Multiply<T, DotTile<Simd128<T>, Vector128<T>, T, Height3>>(rows, few, k, large, small, results); break;
            default: Multiply<T, DotTile<SimdScalar<T>, T, T, Height3>>(rows, few, k, large, small, results); break;
        }
    }

    static void Multiply<T, TTile>(int rows, int few, int k, Matrix<T> large, Matrix<T> small, in Results<T> results)
        where T : unmanaged where TTile : struct, IDotTile<T>
    {
        // Whole vectors, and a line more, so that rows do not compete for the same sets of the cache.
        var pitch = (k + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes + 64 / sizeof(T);
        var storage = Storage.Allocate((long)few * pitch * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var packed = (T*)GemmProblem<T>.Align(memory);
            Packing.Strip(packed, pitch, k, small.First, small.ColumnStride, small.RowStride, few);
            var body = new DotRows<T, TTile>(rows, few, k, large, packed, pitch, results);
            var tiles = (rows + TTile.Rows - 1) / TTile.Rows;
            Threads.For(tiles, Math.Max(1, Tuning.TaskWork / ((long)TTile.Rows * few * k)), ref body);
        }
        storage.Release();
    }
}

/// <summary>Tiles of the large side, each with all rows of the small one.</summary>
readonly unsafe struct DotRows<T, TTile>(int rows, int few, int k, Matrix<T> large, T* small, int pitch, Results<T> results) : IRangeBody
    where T : unmanaged where TTile : struct, IDotTile<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public void Run(long start, long end)
    {
        var sums = stackalloc T[TTile.Rows * few];
        var rest = stackalloc T[TTile.Rows * TTile.Lanes];
        var whole = k / TTile.Lanes * TTile.Lanes;
        for (var tile = start; tile < end; tile++)
        {
            // The last tile begins earlier, where it would reach beyond the last row.
            int wanted = (int)tile * TTile.Rows, row = Math.Max(0, Math.Min(wanted, rows - TTile.Rows));
            var first = large.First + row * large.RowStride;
            new Span<T>(sums, TTile.Rows * few).Clear();
            for (var k0 = 0; k0 < whole; k0 += Tuning.DotDepth)
                Columns(first + k0, large.RowStride, k0, Math.Min(Tuning.DotDepth, whole - k0), sums, tile + 1 < end ? TTile.Rows * large.RowStride : 0);
            if (whole < k)
            {
                Rest(first + whole, rest);
                Columns(rest, TTile.Lanes, whole, TTile.Lanes, sums, ahead: 0);
            }
            results.Store(wanted, row + TTile.Rows - wanted, few, sums + (wanted - row) * few);
        }
    }

    void Columns(T* from, nint stride, int k0, int count, T* sums, nint ahead)
    {
        for (var j = 0; j < few; j += 4)
        {
            TTile.Multiply(from, stride, small + (nint)j * pitch + k0, pitch, few - j, count, sums + j, few, ahead);
            ahead = 0;
        }
    }

    /// <summary>The last elements of the rows, filled up with zeros.</summary>
    void Rest(T* from, T* rest)
    {
        new Span<T>(rest, TTile.Rows * TTile.Lanes).Clear();
        var count = k % TTile.Lanes;
        for (var r = 0; r < TTile.Rows; r++, from += large.RowStride, rest += TTile.Lanes)
            for (var p = 0; p < count; p++) rest[p] = from[p];
    }
}
