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

    static abstract void Store(V value, T* destination);
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
    public static void Store(Vector512<T> value, T* destination) => value.Store(destination);
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
    public static void Store(Vector256<T> value, T* destination) => value.Store(destination);
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
    public static void Store(Vector128<T> value, T* destination) => value.Store(destination);
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
    public static void Store(T value, T* destination) => *destination = value;
}
