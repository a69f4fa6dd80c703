using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Bitwise exclusive or.</summary>
public static class BitwiseXorOps
{
    extension(Tensor a)
    {
        /// <summary>The bits set in exactly one, broadcast; of Bool, the logical exclusive or.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">One is floating.</exception>
        public Tensor BitwiseXor(Tensor b) => Elementwise.Bits<Body>("Xor", a, b);
    }

    readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => a ^ b;

        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
