using System.Numerics;
using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Bits moved down, the sign kept.</summary>
public static class BitwiseRightShiftOps
{
    extension(Tensor a)
    {
        /// <summary>a &gt;&gt; b, broadcast; the bits of a dtype that are moved out are lost.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">One is floating.</exception>
        public Tensor BitwiseRightShift(Tensor b) => Elementwise.Integral<Body>("BitwiseRightShift", a, b);
    }

    readonly struct Body : IBinaryFunction
    {
        public static bool KeepsIntegers => true;

        public T Of<T>(T a, T b) where T : unmanaged, INumber<T> =>
            T.CreateTruncating(long.CreateTruncating(a) >> (int)Math.Clamp(long.CreateTruncating(b), 0, 63));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Apply(this, a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
