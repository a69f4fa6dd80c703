using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Up to six rows of one matrix times up to four of another, both contiguous along k: each pair is a dot product with an accumulator of its own, so that
/// ten loads serve 24 multiply-adds and nothing has to be transposed. Three rows for 16 registers.
/// </summary>
interface IDotTile<T> where T : unmanaged
{
    /// <summary>Rows of the large side per tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Numbers of a vector: k is a multiple of it.</summary>
    static abstract int Lanes { get; }

    /// <summary><c>sums[r pitch + c] += Σ large[r stride + p] small[c smallStride + p]</c> for all rows and the first <paramref name="columns"/> of four.</summary>
    /// <remarks>The large side's rows <paramref name="ahead"/> elements further on are asked for; 0 for none.</remarks>
    static abstract unsafe void Multiply(
        T* large, nint stride, T* small, nint smallStride, int columns, int k, T* sums, nint pitch, nint ahead);
}

readonly unsafe struct DotTile<TSimd, V, T, TMost> : IDotTile<T>
    where TSimd : struct, ISimd<V, T> where V : struct where T : unmanaged where TMost : struct, IHeight
{
    public static int Rows => TMost.Rows;

    public static int Lanes => TSimd.Count;

    public static void Multiply(T* large, nint stride, T* small, nint smallStride, int columns, int k, T* sums, nint pitch, nint ahead)
    {
        if (columns >= 4) Run<Height4>(large, stride, small, smallStride, k, sums, pitch, ahead);
        else if (columns == 3) Run<Height3>(large, stride, small, smallStride, k, sums, pitch, ahead);
        else if (columns == 2) Run<Height2>(large, stride, small, smallStride, k, sums, pitch, ahead);
        else Run<Height1>(large, stride, small, smallStride, k, sums, pitch, ahead);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run<TColumns>(T* large, nint stride, T* small, nint smallStride, int k, T* sums, nint pitch, nint ahead) where TColumns : struct, IHeight
    {
        V s00 = default, s01 = default, s02 = default, s03 = default;
        V s10 = default, s11 = default, s12 = default, s13 = default;
        V s20 = default, s21 = default, s22 = default, s23 = default;
        V s30 = default, s31 = default, s32 = default, s33 = default;
        V s40 = default, s41 = default, s42 = default, s43 = default;
        V s50 = default, s51 = default, s52 = default, s53 = default;
        T* half = large + 3 * stride, end = large + k;
        for (; large < end; large += TSimd.Count, half += TSimd.Count, small += TSimd.Count)
        {
            V b0 = TSimd.Load(small), b1 = default, b2 = default, b3 = default;
            if (TColumns.Rows > 1) b1 = TSimd.Load(small + smallStride);
            if (TColumns.Rows > 2) b2 = TSimd.Load(small + 2 * smallStride);
            if (TColumns.Rows > 3) b3 = TSimd.Load(small + 3 * smallStride);
            if (ahead != 0) Ask(large + ahead, stride);
            Row<TColumns>(TSimd.Load(large), b0, b1, b2, b3, ref s00, ref s01, ref s02, ref s03);
            Row<TColumns>(TSimd.Load(large + stride), b0, b1, b2, b3, ref s10, ref s11, ref s12, ref s13);
            Row<TColumns>(TSimd.Load(large + 2 * stride), b0, b1, b2, b3, ref s20, ref s21, ref s22, ref s23);
            if (TMost.Rows > 3)
            {
                Row<TColumns>(TSimd.Load(half), b0, b1, b2, b3, ref s30, ref s31, ref s32, ref s33);
                Row<TColumns>(TSimd.Load(half + stride), b0, b1, b2, b3, ref s40, ref s41, ref s42, ref s43);
                Row<TColumns>(TSimd.Load(half + 2 * stride), b0, b1, b2, b3, ref s50, ref s51, ref s52, ref s53);
            }
        }
        Add<TColumns>(s00, s01, s02, s03, sums);
        Add<TColumns>(s10, s11, s12, s13, sums + pitch);
        Add<TColumns>(s20, s21, s22, s23, sums + 2 * pitch);
        if (TMost.Rows <= 3) return;
        Add<TColumns>(s30, s31, s32, s33, sums + 3 * pitch);
        Add<TColumns>(s40, s41, s42, s43, sums + 4 * pitch);
        Add<TColumns>(s50, s51, s52, s53, sums + 5 * pitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Ask(T* row, nint stride)
    {
        for (var r = 0; r < TMost.Rows; r++) Prefetch.Line(row + r * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Row<TColumns>(V a, V b0, V b1, V b2, V b3, ref V s0, ref V s1, ref V s2, ref V s3) where TColumns : struct, IHeight
    {
        s0 = TSimd.MultiplyAdd(a, b0, s0);
        if (TColumns.Rows > 1) s1 = TSimd.MultiplyAdd(a, b1, s1);
        if (TColumns.Rows > 2) s2 = TSimd.MultiplyAdd(a, b2, s2);
        if (TColumns.Rows > 3) s3 = TSimd.MultiplyAdd(a, b3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add<TColumns>(V s0, V s1, V s2, V s3, T* sums) where TColumns : struct, IHeight
    {
        if (TColumns.Rows > 3)
        {
            TSimd.AddSums(s0, s1, s2, s3, sums);
            return;
        }
        sums[0] = SimdScalar<T>.Add(sums[0], TSimd.Sum(s0));
        if (TColumns.Rows > 1) sums[1] = SimdScalar<T>.Add(sums[1], TSimd.Sum(s1));
        if (TColumns.Rows > 2) sums[2] = SimdScalar<T>.Add(sums[2], TSimd.Sum(s2));
    }
}
