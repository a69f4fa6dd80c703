using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>The vector operations a GEMM tile is written in: <typeparamref name="V"/> holds <see cref="Count"/> numbers of type <typeparamref name="T"/>.</summary>
unsafe interface ISimd<V, T> where V : struct where T : unmanaged
{
    static abstract int Count { get; }
    static abstract V Load(T* source);
    static abstract V Broadcast(T value);
    static abstract V MultiplyAdd(V a, V b, V c);
    static abstract V Add(V a, V b);

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
    public static T AtLeast(T least, T a) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(MathF.Max(Unsafe.BitCast<T, float>(least), Unsafe.BitCast<T, float>(a)))
        : Unsafe.BitCast<double, T>(Math.Max(Unsafe.BitCast<T, double>(least), Unsafe.BitCast<T, double>(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, T* destination) => *destination = value;
}
