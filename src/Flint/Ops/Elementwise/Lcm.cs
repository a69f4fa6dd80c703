using System.Numerics;
using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The least common multiple.</summary>
public static class LcmOps
{
    extension(Tensor a)
    {
        /// <summary>The smallest positive multiple of both, 0 if one is 0, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">One is floating.</exception>
        public Tensor Lcm(Tensor b) => Elementwise.Integral<Body>("Lcm", a, b);
    }

    readonly struct Body : IBinaryFunction
    {
        public static bool KeepsIntegers => true;

        public T Of<T>(T a, T b) where T : unmanaged, INumber<T>
        {
            if (a == T.Zero || b == T.Zero) return T.Zero;
            var multiple = a / GcdOps.Divisor(a, b) * b;
            return multiple < T.Zero ? -multiple : multiple;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Apply(this, a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
