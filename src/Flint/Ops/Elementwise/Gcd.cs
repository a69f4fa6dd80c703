using System.Numerics;
using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The greatest common divisor.</summary>
public static class GcdOps
{
    extension(Tensor a)
    {
        /// <summary>The largest integer that divides both, 0 of two zeros, broadcast (Euclid).</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">One is floating.</exception>
        public Tensor Gcd(Tensor b) => Elementwise.Integral<Body>("Gcd", a, b);
    }

    internal static T Divisor<T>(T a, T b) where T : unmanaged, INumber<T>
    {
        while (b != T.Zero) (a, b) = (b, Division.Rest(a, b));
        return a < T.Zero ? -a : a;
    }

    readonly struct Body : IBinaryFunction
    {
        public static bool KeepsIntegers => true;

        public T Of<T>(T a, T b) where T : unmanaged, INumber<T> => Divisor(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Apply(this, a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
