using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Bitwise or.</summary>
public static class BitwiseOrOps
{
    extension(Tensor a)
    {
        /// <summary>The bits set in either, broadcast; of Bool, the logical or.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">One is floating.</exception>
        public Tensor BitwiseOr(Tensor b) => Elementwise.Bits<Body>("Or", a, b);
    }

    readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => a | b;

        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
