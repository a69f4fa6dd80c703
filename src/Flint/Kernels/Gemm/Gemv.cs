using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Products with very few rows on one side: A is read once, from memory to registers, so packing it would double the work.
/// </summary>
static unsafe class Gemv
{
    /// <summary>Takes over the products it is made for: false where the general way is better.</summary>
    internal static bool TryMultiply<T>(int m, int n, int k, Matrix<T> a, Matrix<T> b, in Target<T> c) where T : unmanaged
    {
        if (m > Tuning.FewRows && n > Tuning.FewRows) return false;
        // C's transpose is B's transpose times A's: the small side comes first.
        if (m > Tuning.FewRows || (m > 1 && n == 1)) return TryFewRows(n, m, k, b.Transposed, a.Transposed, new(c, 1, c.Row, swapped: true));
        return TryFewRows(m, n, k, a, b, new(c, c.Row, 1, swapped: false));
    }

    static bool TryFewRows<T>(int m, int n, int k, Matrix<T> x, Matrix<T> large, in Results<T> results) where T : unmanaged
    {
        var dots = large.RowStride == 1;
        if (k == 0 || (!dots && (large.ColumnStride != 1 || m > 1))) return false;
        if (x.ColumnStride == 1)
        {
            Run(m, n, k, x.First, x.RowStride, large, results, dots);
            return true;
        }
        var storage = Storage.Allocate((long)m * k * sizeof(T));
        fixed (byte* memory = storage)
        {
            var rows = (T*)memory;
            for (var i = 0; i < m; i++)
                for (var p = 0; p < k; p++) rows[i * k + p] = x.First[i * x.RowStride + p * x.ColumnStride];
            Run(m, n, k, rows, k, large, results, dots);
        }
        storage.Release();
        return true;
    }

    static void Run<T>(int m, int n, int k, T* x, nint xRow, Matrix<T> large, in Results<T> results, bool dots) where T : unmanaged
    {
        if (dots)
        {
            var grain = Math.Clamp(Tuning.GemvTask / k & ~3L, 4, 4096);
            var body = new DotProducts<T>(m, k, x, xRow, large, results);
            Threads.For(n, grain, ref body);
        }
        else
        {
            var body = new ScaledRows<T>(k, x, large, results);
            // Each row gives every task a run long enough to stream.
            Threads.For(n, Tuning.GemvColumns, ref body);
        }
    }
}

/// <summary>Columns of the large side lie contiguous: each result is a dot product, four at a time.</summary>
readonly unsafe struct DotProducts<T>(int m, int k, T* x, nint xRow, Matrix<T> large, Results<T> results) : IRangeBody where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end)
    {
        var four = stackalloc T[4];
        for (var j = start; j < end; j += 4)
        {
            var count = (int)Math.Min(4, end - j);
            T* b0 = large.First + (nint)j * large.ColumnStride, b1 = b0, b2 = b0, b3 = b0;
            if (count > 1) b1 = b0 + large.ColumnStride;
            if (count > 2) b2 = b1 + large.ColumnStride;
            if (count > 3) b3 = b2 + large.ColumnStride;
            for (var i = 0; i < m; i++)
            {
                Four(x + i * xRow, b0, b1, b2, b3, four);
                for (var r = 0; r < count; r++) results.Store(i, j + r, four[r]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Four(T* x, T* b0, T* b1, T* b2, T* b3, T* sums)
    {
        Vector<T> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
        nint p = 0, lanes = Vector<T>.Count;
        for (; p + 2 * lanes <= k; p += 2 * lanes)
        {
            Vector<T> x0 = Vector.Load(x + p), x1 = Vector.Load(x + p + lanes);
            s0 = SimdAny.MultiplyAdd(x0, Vector.Load(b0 + p), s0);
            s1 = SimdAny.MultiplyAdd(x0, Vector.Load(b1 + p), s1);
            s2 = SimdAny.MultiplyAdd(x0, Vector.Load(b2 + p), s2);
            s3 = SimdAny.MultiplyAdd(x0, Vector.Load(b3 + p), s3);
            t0 = SimdAny.MultiplyAdd(x1, Vector.Load(b0 + p + lanes), t0);
            t1 = SimdAny.MultiplyAdd(x1, Vector.Load(b1 + p + lanes), t1);
            t2 = SimdAny.MultiplyAdd(x1, Vector.Load(b2 + p + lanes), t2);
            t3 = SimdAny.MultiplyAdd(x1, Vector.Load(b3 + p + lanes), t3);
        }
        sums[0] = Vector.Sum(s0 + t0);
        sums[1] = Vector.Sum(s1 + t1);
        sums[2] = Vector.Sum(s2 + t2);
        sums[3] = Vector.Sum(s3 + t3);
        for (; p < k; p++)
        {
            sums[0] = SimdScalar<T>.MultiplyAdd(x[p], b0[p], sums[0]);
            sums[1] = SimdScalar<T>.MultiplyAdd(x[p], b1[p], sums[1]);
            sums[2] = SimdScalar<T>.MultiplyAdd(x[p], b2[p], sums[2]);
            sums[3] = SimdScalar<T>.MultiplyAdd(x[p], b3[p], sums[3]);
        }
    }
}

/// <summary>Rows of the large side lie contiguous: the result is their sum, scaled by x, four rows at a time in order.</summary>
readonly unsafe struct ScaledRows<T>(int k, T* x, Matrix<T> large, Results<T> results) : IRangeBody where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(long start, long end)
    {
        var count = (int)(end - start);
        var storage = Storage.Allocate((long)count * sizeof(T));
        fixed (byte* memory = storage)
        {
            var sums = (T*)memory;
            new Span<T>(sums, count).Clear();
            var row = large.First + (nint)start;
            var p = 0;
            for (; p + 4 <= k; p += 4, row += 4 * large.RowStride) AddFour(row, x + p, sums, count);
            for (; p < k; p++, row += large.RowStride)
                for (var j = 0; j < count; j++) sums[j] = SimdScalar<T>.MultiplyAdd(x[p], row[j], sums[j]);
            for (var j = 0; j < count; j++) results.Store(0, start + j, sums[j]);
        }
        storage.Release();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddFour(T* row, T* factors, T* sums, int count)
    {
        T* r1 = row + large.RowStride, r2 = r1 + large.RowStride, r3 = r2 + large.RowStride;
        Vector<T> x0 = new(factors[0]), x1 = new(factors[1]), x2 = new(factors[2]), x3 = new(factors[3]);
        var j = 0;
        for (; j + Vector<T>.Count <= count; j += Vector<T>.Count)
        {
            var sum = SimdAny.MultiplyAdd(x0, Vector.Load(row + j), Vector.Load(sums + j));
            sum = SimdAny.MultiplyAdd(x1, Vector.Load(r1 + j), sum);
            sum = SimdAny.MultiplyAdd(x2, Vector.Load(r2 + j), sum);
            SimdAny.MultiplyAdd(x3, Vector.Load(r3 + j), sum).Store(sums + j);
        }
        for (; j < count; j++)
        {
            var sum = SimdScalar<T>.MultiplyAdd(factors[0], row[j], sums[j]);
            sum = SimdScalar<T>.MultiplyAdd(factors[1], r1[j], sum);
            sum = SimdScalar<T>.MultiplyAdd(factors[2], r2[j], sum);
            sums[j] = SimdScalar<T>.MultiplyAdd(factors[3], r3[j], sum);
        }
    }
}
