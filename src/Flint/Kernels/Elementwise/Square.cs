using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// A vector of 128-bit pieces, each with four neighbouring 32-bit elements of another line. Zipping works inside of pieces, so that four vectors
/// are so many squares of four by four, transposed side by side: a wider vector only holds more of them.
/// </summary>
unsafe interface ISquares<V> where V : struct
{
    /// <summary>32-bit elements of a vector.</summary>
    static abstract int Width { get; }

    /// <summary>A piece of every fourth line; lines lie <paramref name="stride"/> bytes apart.</summary>
    static abstract V Load(byte* from, long stride);

    /// <summary>a0 b0 a1 b1 in each piece.</summary>
    static abstract V ZipLow(V a, V b);

    /// <summary>a2 b2 a3 b3 in each piece.</summary>
    static abstract V ZipHigh(V a, V b);

    static abstract void Store(V x, byte* to, bool streams);
}

/// <summary>Transposes 32-bit elements.</summary>
static unsafe class Square
{
    /// <summary>Whether there are vectors that can be zipped.</summary>
    internal static bool HasVectors => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>The first four elements of <typeparamref name="S"/>'s width of lines, <paramref name="stride"/> bytes apart, to four rows.</summary>
    [MethodImpl(Always)]
    internal static void Transpose<S, V>(byte* from, long stride, byte* to, long pitch, bool streams) where S : struct, ISquares<V> where V : struct
    {
        V a = S.Load(from, stride), b = S.Load(from + stride, stride), c = S.Load(from + 2 * stride, stride), d = S.Load(from + 3 * stride, stride);
        V ac = S.ZipLow(a, c), bd = S.ZipLow(b, d), ca = S.ZipHigh(a, c), db = S.ZipHigh(b, d);
        S.Store(S.ZipLow(ac, bd), to, streams);
        S.Store(S.ZipHigh(ac, bd), to + pitch, streams);
        S.Store(S.ZipLow(ca, db), to + 2 * pitch, streams);
        S.Store(S.ZipHigh(ca, db), to + 3 * pitch, streams);
    }
}

/// <summary>One square: SSE, NEON.</summary>
readonly unsafe struct Squares128 : ISquares<Vector128<float>>
{
    public static int Width => 4;

    [MethodImpl(Always)] public static Vector128<float> Load(byte* from, long stride) => Vector128.Load((float*)from);

    [MethodImpl(Always)]
    public static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(Always)]
    public static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(Always)]
    public static void Store(Vector128<float> x, byte* to, bool streams)
    {
        if (streams) x.StoreAlignedNonTemporal((float*)to);
        else x.Store((float*)to);
    }

    /// <summary>In each piece the sums of that piece of a, b, c and d.</summary>
    [MethodImpl(Always)]
    internal static Vector128<float> Sums(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        Vector128<float> ac = ZipLow(a, c) + ZipHigh(a, c), bd = ZipLow(b, d) + ZipHigh(b, d);
        return ZipLow(ac, bd) + ZipHigh(ac, bd);
    }
}

/// <summary>Two squares: AVX.</summary>
readonly unsafe struct Squares256 : ISquares<Vector256<float>>
{
    public static int Width => 8;

    [MethodImpl(Always)]
    public static Vector256<float> Load(byte* from, long stride) => Vector256.Create(Vector128.Load((float*)from), Vector128.Load((float*)(from + 4 * stride)));

    [MethodImpl(Always)] public static Vector256<float> ZipLow(Vector256<float> a, Vector256<float> b) => Avx.UnpackLow(a, b);

    [MethodImpl(Always)] public static Vector256<float> ZipHigh(Vector256<float> a, Vector256<float> b) => Avx.UnpackHigh(a, b);

    [MethodImpl(Always)]
    public static void Store(Vector256<float> x, byte* to, bool streams)
    {
        if (streams) x.StoreAlignedNonTemporal((float*)to);
        else x.Store((float*)to);
    }

    /// <summary>In each piece the sums of that piece of a, b, c and d.</summary>
    [MethodImpl(Always)]
    internal static Vector256<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector256<float> ac = ZipLow(a, c) + ZipHigh(a, c), bd = ZipLow(b, d) + ZipHigh(b, d);
        return ZipLow(ac, bd) + ZipHigh(ac, bd);
    }
}

/// <summary>Four squares, a whole cache line of each row: AVX-512.</summary>
readonly unsafe struct Squares512 : ISquares<Vector512<float>>
{
    public static int Width => 16;

    /// <summary>
    /// Sixteen lines, <paramref name="stride"/> bytes apart, to sixteen rows. Each line is read once, as a whole: lines a multiple of 4 KiB apart
    /// share a set of eight in the first-level cache, so that pieces of it would be gone before the last is read.
    /// </summary>
    [MethodImpl(Always)]
    internal static void Transpose(byte* from, long stride, byte* to, long pitch, bool streams)
    {
        var (a0, a1, a2, a3) = Pieces(from, stride);
        var (b0, b1, b2, b3) = Pieces(from + 4 * stride, stride);
        var (c0, c1, c2, c3) = Pieces(from + 8 * stride, stride);
        var (d0, d1, d2, d3) = Pieces(from + 12 * stride, stride);
        Rows(a0, b0, c0, d0, to, 4 * pitch, streams);
        Rows(a1, b1, c1, d1, to + pitch, 4 * pitch, streams);
        Rows(a2, b2, c2, d2, to + 2 * pitch, 4 * pitch, streams);
        Rows(a3, b3, c3, d3, to + 3 * pitch, 4 * pitch, streams);
    }

    /// <summary>Four lines; piece p of vector i holds their elements 4p + i.</summary>
    [MethodImpl(Always)]
    static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Pieces(byte* from, long stride)
    {
        Vector512<float> a = Whole(from), b = Whole(from + stride), c = Whole(from + 2 * stride), d = Whole(from + 3 * stride);
        Vector512<float> ac = ZipLow(a, c), bd = ZipLow(b, d), ca = ZipHigh(a, c), db = ZipHigh(b, d);
        return (ZipLow(ac, bd), ZipHigh(ac, bd), ZipLow(ca, db), ZipHigh(ca, db));
    }

    /// <summary>Piece p of a, b, c and d to row p, <paramref name="pitch"/> bytes apart.</summary>
    [MethodImpl(Always)]
    static void Rows(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, byte* to, long pitch, bool streams)
    {
        const byte low = 0x44, high = 0xEE, even = 0x88, odd = 0xDD;
        Vector512<float> ab = Avx512F.Shuffle4x128(a, b, low), cd = Avx512F.Shuffle4x128(c, d, low);
        Vector512<float> ba = Avx512F.Shuffle4x128(a, b, high), dc = Avx512F.Shuffle4x128(c, d, high);
        Store(Avx512F.Shuffle4x128(ab, cd, even), to, streams);
        Store(Avx512F.Shuffle4x128(ab, cd, odd), to + pitch, streams);
        Store(Avx512F.Shuffle4x128(ba, dc, even), to + 2 * pitch, streams);
        Store(Avx512F.Shuffle4x128(ba, dc, odd), to + 3 * pitch, streams);
    }

    [MethodImpl(Always)] static Vector512<float> Whole(byte* from) => Vector512.Load((float*)from);

    [MethodImpl(Always)]
    public static Vector512<float> Load(byte* from, long stride) => Vector512.Create(Squares256.Load(from, stride), Squares256.Load(from + 8 * stride, stride));

    [MethodImpl(Always)] public static Vector512<float> ZipLow(Vector512<float> a, Vector512<float> b) => Avx512F.UnpackLow(a, b);

    [MethodImpl(Always)] public static Vector512<float> ZipHigh(Vector512<float> a, Vector512<float> b) => Avx512F.UnpackHigh(a, b);

    [MethodImpl(Always)]
    public static void Store(Vector512<float> x, byte* to, bool streams)
    {
        if (streams) x.StoreAlignedNonTemporal((float*)to);
        else x.Store((float*)to);
    }

    /// <summary>In each piece the sums of that piece of a, b, c and d.</summary>
    [MethodImpl(Always)]
    internal static Vector512<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        Vector512<float> ac = ZipLow(a, c) + ZipHigh(a, c), bd = ZipLow(b, d) + ZipHigh(b, d);
        return ZipLow(ac, bd) + ZipHigh(ac, bd);
    }
}
