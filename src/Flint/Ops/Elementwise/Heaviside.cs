using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The step function.</summary>
public static class HeavisideOps
{
    extension(Tensor a)
    {
        /// <summary>0 below 0, 1 above, and b at 0, broadcast; NaN gives 0. The gradient is 0.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Heaviside(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientAReads => Operands.None;
        public static Operands GradientBReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Select(V.Equal(a, V.Zero), b, V.Select(a > V.Zero, V.One, V.Zero));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
