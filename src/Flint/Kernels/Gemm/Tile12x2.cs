using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Twelve rows by two vectors: 24 accumulators, for the 32 registers of AVX-512.
/// </summary>
readonly unsafe struct Tile12x2<TSimd, V, T> : ITile<T>
    where TSimd : struct, ISimd<V, T> where V : struct where T : unmanaged
{
    public static int Rows => 12;

    public static int Columns => 2 * TSimd.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int k, T* a, nint aRow, nint aStep, T* b, T* start, nint startRow, T* c, nint cRow, bool relu)
    {
        Prefetch.Rows(start, startRow, 12);
        Prefetch.Rows(start + TSimd.Count, startRow, 12);
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        V c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        V c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        V c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
        T* a3 = a + 3 * aRow, a6 = a + 6 * aRow, a9 = a + 9 * aRow;
        for (; k > 0; k--)
        {
            V b0 = TSimd.Load(b), b1 = TSimd.Load(b + TSimd.Count);
            Step(a[0], b0, b1, ref c00, ref c01);
            Step(a[aRow], b0, b1, ref c10, ref c11);
            Step(a[2 * aRow], b0, b1, ref c20, ref c21);
            Step(a3[0], b0, b1, ref c30, ref c31);
            Step(a3[aRow], b0, b1, ref c40, ref c41);
            Step(a3[2 * aRow], b0, b1, ref c50, ref c51);
            Step(a6[0], b0, b1, ref c60, ref c61);
            Step(a6[aRow], b0, b1, ref c70, ref c71);
            Step(a6[2 * aRow], b0, b1, ref c80, ref c81);
            Step(a9[0], b0, b1, ref c90, ref c91);
            Step(a9[aRow], b0, b1, ref ca0, ref ca1);
            Step(a9[2 * aRow], b0, b1, ref cb0, ref cb1);
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
            b += Columns;
        }
        Finish(c00, c01, start, c, relu);
        Finish(c10, c11, start += startRow, c += cRow, relu);
        Finish(c20, c21, start += startRow, c += cRow, relu);
        Finish(c30, c31, start += startRow, c += cRow, relu);
        Finish(c40, c41, start += startRow, c += cRow, relu);
        Finish(c50, c51, start += startRow, c += cRow, relu);
        Finish(c60, c61, start += startRow, c += cRow, relu);
        Finish(c70, c71, start += startRow, c += cRow, relu);
        Finish(c80, c81, start += startRow, c += cRow, relu);
        Finish(c90, c91, start += startRow, c += cRow, relu);
        Finish(ca0, ca1, start += startRow, c += cRow, relu);
        Finish(cb0, cb1, start += startRow, c += cRow, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyGathered(
        int k, T* a, nint aRow, nint aStep, T* b, int* offsets, T* start, nint startRow, T* c, nint cRow, bool relu)
    {
        Prefetch.Rows(start, startRow, 12);
        Prefetch.Rows(start + TSimd.Count, startRow, 12);
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        V c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        V c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        V c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
        T* a3 = a + 3 * aRow, a6 = a + 6 * aRow, a9 = a + 9 * aRow;
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
            Step(a6[0], b0, b1, ref c60, ref c61);
            Step(a6[aRow], b0, b1, ref c70, ref c71);
            Step(a6[2 * aRow], b0, b1, ref c80, ref c81);
            Step(a9[0], b0, b1, ref c90, ref c91);
            Step(a9[aRow], b0, b1, ref ca0, ref ca1);
            Step(a9[2 * aRow], b0, b1, ref cb0, ref cb1);
            a += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
        }
        Finish(c00, c01, start, c, relu);
        Finish(c10, c11, start += startRow, c += cRow, relu);
        Finish(c20, c21, start += startRow, c += cRow, relu);
        Finish(c30, c31, start += startRow, c += cRow, relu);
        Finish(c40, c41, start += startRow, c += cRow, relu);
        Finish(c50, c51, start += startRow, c += cRow, relu);
        Finish(c60, c61, start += startRow, c += cRow, relu);
        Finish(c70, c71, start += startRow, c += cRow, relu);
        Finish(c80, c81, start += startRow, c += cRow, relu);
        Finish(c90, c91, start += startRow, c += cRow, relu);
        Finish(ca0, ca1, start += startRow, c += cRow, relu);
        Finish(cb0, cb1, start += startRow, c += cRow, relu);
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
