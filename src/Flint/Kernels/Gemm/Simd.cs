using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flint.Kernels;

/// <summary>The vector operations a GEMM tile is written in: <typeparamref name="V"/> holds <see cref="Count"/> numbers of type <typeparamref name="T"/>.</summary>
unsafe interface ISimd<V, T> where V : struct where T : unmanaged
{
    static abstract int Count { get; }
    static abstract V Load(T* source);
    static abstract V Broadcast(T value);
    static abstract V MultiplyAdd(V a, V b, V c);
    static abstract V Add(V a, V b);

    /// <summary>All numbers of a vector.</summary>
    static abstract T Sum(V a);

    /// <summary>Adds the sums of four vectors to four numbers.</summary>
    static abstract void AddSums(V a, V b, V c, V d, T* sums);

    /// <summary>The greater of both; NaN where a is NaN.</summary>
    static abstract V AtLeast(V least, V a);

    /// <summary>The lesser of both; NaN where a is NaN.</summary>
    static abstract V AtMost(V most, V a);

    static abstract void Store(V value, T* destination);

    /// <summary>The bits that both have.</summary>
    static abstract V And(V a, V b);

    /// <summary>Elements 0, 2, 4, ... of a and then b.</summary>
    static abstract V Even(V a, V b);

    /// <summary>Elements 1, 3, 5, ... of a and then b.</summary>
    static abstract V Odd(V a, V b);

    /// <summary>a[0], b[0], a[1], b[1], ...: the inverse of <see cref="Even"/> and <see cref="Odd"/>, first half. 32-bit elements.</summary>
    static abstract V FirstPairs(V a, V b);

    /// <summary>The second half.</summary>
    static abstract V LastPairs(V a, V b);
}

/// <summary>512 bits: AVX-512, elsewhere emulated.</summary>
readonly unsafe struct Simd512<T> : ISimd<Vector512<T>, T> where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d, T* sums)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            var pieces = Squares512.Sums(a.AsSingle(), b.AsSingle(), c.AsSingle(), d.AsSingle());
            var half = pieces.GetLower() + pieces.GetUpper();
            var s = (float*)sums;
            (Vector128.Load(s) + (half.GetLower() + half.GetUpper())).Store(s);
            return;
        }
        sums[0] = SimdScalar<T>.Add(sums[0], Sum(a));
        sums[1] = SimdScalar<T>.Add(sums[1], Sum(b));
        sums[2] = SimdScalar<T>.Add(sums[2], Sum(c));
        sums[3] = SimdScalar<T>.Add(sums[3], Sum(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AtLeast(Vector512<T> least, Vector512<T> a) => Vector512.MaxNative(least, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AtMost(Vector512<T> most, Vector512<T> a) => Vector512.MinNative(most, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> And(Vector512<T> a, Vector512<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FirstPairs(Vector512<T> a, Vector512<T> b) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a.AsSingle(), Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), b.AsSingle()).As<float, T>()
        : (Vector512.WidenLower(a.AsUInt32()) | Vector512.WidenLower(b.AsUInt32()) << 32).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LastPairs(Vector512<T> a, Vector512<T> b) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a.AsSingle(), Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), b.AsSingle()).As<float, T>()
        : (Vector512.WidenUpper(a.AsUInt32()) | Vector512.WidenUpper(b.AsUInt32()) << 32).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Even(Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(float) && Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a.AsSingle(), Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b.AsSingle()).As<float, T>()
        : typeof(T) == typeof(float)
        ? Vector512.Narrow(a.AsUInt64(), b.AsUInt64()).As<uint, T>()
        : Vector512.Create(
            Vector512.Shuffle(a.AsDouble(), Vector512.Create(0L, 2, 4, 6, 0, 2, 4, 6)).GetLower(),
            Vector512.Shuffle(b.AsDouble(), Vector512.Create(0L, 2, 4, 6, 0, 2, 4, 6)).GetLower()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Odd(Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(float) && Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a.AsSingle(), Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), b.AsSingle()).As<float, T>()
        : typeof(T) == typeof(float)
        ? Vector512.Narrow(a.AsUInt64() >>> 32, b.AsUInt64() >>> 32).As<uint, T>()
        : Vector512.Create(
            Vector512.Shuffle(a.AsDouble(), Vector512.Create(1L, 3, 5, 7, 1, 3, 5, 7)).GetLower(),
            Vector512.Shuffle(b.AsDouble(), Vector512.Create(1L, 3, 5, 7, 1, 3, 5, 7)).GetLower()).As<double, T>();
}

/// <summary>256 bits: AVX2 with FMA.</summary>
readonly unsafe struct Simd256<T> : ISimd<Vector256<T>, T> where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> a) => Vector256.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector256<T> a, Vector256<T> b, Vector256<T> c, Vector256<T> d, T* sums)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            var pieces = Squares256.Sums(a.AsSingle(), b.AsSingle(), c.AsSingle(), d.AsSingle());
            var s = (float*)sums;
            (Vector128.Load(s) + (pieces.GetLower() + pieces.GetUpper())).Store(s);
            return;
        }
        sums[0] = SimdScalar<T>.Add(sums[0], Sum(a));
        sums[1] = SimdScalar<T>.Add(sums[1], Sum(b));
        sums[2] = SimdScalar<T>.Add(sums[2], Sum(c));
        sums[3] = SimdScalar<T>.Add(sums[3], Sum(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtLeast(Vector256<T> least, Vector256<T> a) => Vector256.MaxNative(least, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtMost(Vector256<T> most, Vector256<T> a) => Vector256.MinNative(most, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> And(Vector256<T> a, Vector256<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FirstPairs(Vector256<T> a, Vector256<T> b) => Avx512F.VL.IsSupported
        ? Avx512F.VL.PermuteVar8x32x2(a.AsSingle(), Vector256.Create(0, 8, 1, 9, 2, 10, 3, 11), b.AsSingle()).As<float, T>()
        : (Vector256.WidenLower(a.AsUInt32()) | Vector256.WidenLower(b.AsUInt32()) << 32).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LastPairs(Vector256<T> a, Vector256<T> b) => Avx512F.VL.IsSupported
        ? Avx512F.VL.PermuteVar8x32x2(a.AsSingle(), Vector256.Create(4, 12, 5, 13, 6, 14, 7, 15), b.AsSingle()).As<float, T>()
        : (Vector256.WidenUpper(a.AsUInt32()) | Vector256.WidenUpper(b.AsUInt32()) << 32).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Even(Vector256<T> a, Vector256<T> b) => typeof(T) == typeof(float) && Avx512F.VL.IsSupported
        ? Avx512F.VL.PermuteVar8x32x2(a.AsSingle(), Vector256.Create(0, 2, 4, 6, 8, 10, 12, 14), b.AsSingle()).As<float, T>()
        : typeof(T) == typeof(float)
        ? Vector256.Narrow(a.AsUInt64(), b.AsUInt64()).As<uint, T>()
        : Vector256.Create(
            Vector256.Shuffle(a.AsDouble(), Vector256.Create(0L, 2, 0, 2)).GetLower(), Vector256.Shuffle(b.AsDouble(), Vector256.Create(0L, 2, 0, 2)).GetLower()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Odd(Vector256<T> a, Vector256<T> b) => typeof(T) == typeof(float) && Avx512F.VL.IsSupported
        ? Avx512F.VL.PermuteVar8x32x2(a.AsSingle(), Vector256.Create(1, 3, 5, 7, 9, 11, 13, 15), b.AsSingle()).As<float, T>()
        : typeof(T) == typeof(float)
        ? Vector256.Narrow(a.AsUInt64() >>> 32, b.AsUInt64() >>> 32).As<uint, T>()
        : Vector256.Create(
            Vector256.Shuffle(a.AsDouble(), Vector256.Create(1L, 3, 1, 3)).GetLower(), Vector256.Shuffle(b.AsDouble(), Vector256.Create(1L, 3, 1, 3)).GetLower()).As<double, T>();
}

/// <summary>128 bits: SSE, NEON.</summary>
readonly unsafe struct Simd128<T> : ISimd<Vector128<T>, T> where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> a) => Vector128.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d, T* sums)
    {
        if (typeof(T) == typeof(float) && Square.HasVectors)
        {
            var pieces = Squares128.Sums(a.AsSingle(), b.AsSingle(), c.AsSingle(), d.AsSingle());
            var s = (float*)sums;
            (Vector128.Load(s) + pieces).Store(s);
            return;
        }
        sums[0] = SimdScalar<T>.Add(sums[0], Sum(a));
        sums[1] = SimdScalar<T>.Add(sums[1], Sum(b));
        sums[2] = SimdScalar<T>.Add(sums[2], Sum(c));
        sums[3] = SimdScalar<T>.Add(sums[3], Sum(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AtLeast(Vector128<T> least, Vector128<T> a) => Vector128.MaxNative(least, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AtMost(Vector128<T> most, Vector128<T> a) => Vector128.MinNative(most, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> And(Vector128<T> a, Vector128<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FirstPairs(Vector128<T> a, Vector128<T> b) => (Vector128.WidenLower(a.AsUInt32()) | Vector128.WidenLower(b.AsUInt32()) << 32).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LastPairs(Vector128<T> a, Vector128<T> b) => (Vector128.WidenUpper(a.AsUInt32()) | Vector128.WidenUpper(b.AsUInt32()) << 32).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Even(Vector128<T> a, Vector128<T> b) => typeof(T) == typeof(float)
        ? Vector128.Narrow(a.AsUInt64(), b.AsUInt64()).As<uint, T>()
        : Vector128.Create(a.AsDouble()[0], b.AsDouble()[0]).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Odd(Vector128<T> a, Vector128<T> b) => typeof(T) == typeof(float)
        ? Vector128.Narrow(a.AsUInt64() >>> 32, b.AsUInt64() >>> 32).As<uint, T>()
        : Vector128.Create(a.AsDouble()[1], b.AsDouble()[1]).As<double, T>();
}

/// <summary>One number: machines without vectors.</summary>
readonly unsafe struct SimdScalar<T> : ISimd<T, T> where T : unmanaged
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T a, T b, T c) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(Unsafe.BitCast<T, float>(a) * Unsafe.BitCast<T, float>(b) + Unsafe.BitCast<T, float>(c))
        : Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(a) * Unsafe.BitCast<T, double>(b) + Unsafe.BitCast<T, double>(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(Unsafe.BitCast<T, float>(a) + Unsafe.BitCast<T, float>(b))
        : Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(a) + Unsafe.BitCast<T, double>(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(T a, T b, T c, T d, T* sums)
    {
        sums[0] = Add(sums[0], a);
        sums[1] = Add(sums[1], b);
        sums[2] = Add(sums[2], c);
        sums[3] = Add(sums[3], d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AtLeast(T least, T a) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(MathF.Max(Unsafe.BitCast<T, float>(least), Unsafe.BitCast<T, float>(a)))
        : Unsafe.BitCast<double, T>(Math.Max(Unsafe.BitCast<T, double>(least), Unsafe.BitCast<T, double>(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AtMost(T most, T a) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(MathF.Min(Unsafe.BitCast<T, float>(most), Unsafe.BitCast<T, float>(a)))
        : Unsafe.BitCast<double, T>(Math.Min(Unsafe.BitCast<T, double>(most), Unsafe.BitCast<T, double>(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, T* destination) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And(T a, T b) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<int, T>(Unsafe.BitCast<T, int>(a) & Unsafe.BitCast<T, int>(b))
        : Unsafe.BitCast<long, T>(Unsafe.BitCast<T, long>(a) & Unsafe.BitCast<T, long>(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FirstPairs(T a, T b) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LastPairs(T a, T b) => b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Even(T a, T b) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Odd(T a, T b) => b;
}
