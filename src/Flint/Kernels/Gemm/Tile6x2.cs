using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Six rows by two vectors: 12 accumulators, 2 vectors of B and 1 of A fill the 16 registers of AVX2 and SSE. Twelve
/// independent chains cover the latency of two FMA units.
/// </summary>
readonly unsafe struct Tile6x2<TSimd, V, T> : ITile<T>
    where TSimd : struct, ISimd<V, T> where V : struct where T : unmanaged
{
    public static int Rows => 6;

    public static int Columns => 2 * TSimd.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int k, T* a, nint aRow, nint aStep, T* b, T* start, nint startRow, T* c, nint cRow, bool relu)
    {
        Prefetch.Rows(start, startRow, 6);
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        V c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        var a3 = a + 3 * aRow;
        for (; k > 0; k--)
        {
            V b0 = TSimd.Load(b), b1 = TSimd.Load(b + TSimd.Count);
            Step(a[0], b0, b1, ref c00, ref c01);
            Step(a[aRow], b0, b1, ref c10, ref c11);
            Step(a[2 * aRow], b0, b1, ref c20, ref c21);
            Step(a3[0], b0, b1, ref c30, ref c31);
            Step(a3[aRow], b0, b1, ref c40, ref c41);
            Step(a3[2 * aRow], b0, b1, ref c50, ref c51);
            a += aStep;
            a3 += aStep;
            b += Columns;
        }
        Finish(c00, c01, start, c, relu);
        Finish(c10, c11, start += startRow, c += cRow, relu);
        Finish(c20, c21, start += startRow, c += cRow, relu);
        Finish(c30, c31, start += startRow, c += cRow, relu);
        Finish(c40, c41, start += startRow, c += cRow, relu);
        Finish(c50, c51, start += startRow, c += cRow, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyGathered(
        int k, T* a, nint aRow, nint aStep, T* b, int* offsets, T* start, nint startRow, T* c, nint cRow, bool relu)
    {
        Prefetch.Rows(start, startRow, 6);
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        V c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        var a3 = a + 3 * aRow;
        for (; k > 0; k--)
        {
            var row = b + *offsets++;
            V b0 = TSimd.Load(row), b1 = TSimd.Load(row + TSimd.Count);
            Step(a[0], b0, b1, ref c00, ref c01);
            Step(a[aRow], b0, b1, ref c10, ref c11);
            Step(a[2 * aRow], b0, b1, ref c20, ref c21);
            Step(a3[0], b0, b1, ref c30, ref c31);
            Step(a3[aRow], b0, b1, ref c40, ref c41);
            Step(a3[2 * aRow], b0, b1, ref c50, ref c51);
            a += aStep;
            a3 += aStep;
        }
        Finish(c00, c01, start, c, relu);
        Finish(c10, c11, start += startRow, c += cRow, relu);
        Finish(c20, c21, start += startRow, c += cRow, relu);
        Finish(c30, c31, start += startRow, c += cRow, relu);
        Finish(c40, c41, start += startRow, c += cRow, relu);
        Finish(c50, c51, start += startRow, c += cRow, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step(T a, V b0, V b1, ref V left, ref V right)
    {
        var x = TSimd.Broadcast(a);
        left = TSimd.MultiplyAdd(x, b0, left);
        right = TSimd.MultiplyAdd(x, b1, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish(V left, V right, T* start, T* c, bool relu)
    {
        left = TSimd.Add(left, TSimd.Load(start));
        right = TSimd.Add(right, TSimd.Load(start + TSimd.Count));
        if (relu)
        {
            left = TSimd.ClampBelow(left);
            right = TSimd.ClampBelow(right);
        }
        TSimd.Store(left, c);
        TSimd.Store(right, c + TSimd.Count);
    }
}
