using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Multiplication.</summary>
public static class MulOps
{
    extension(Tensor a)
    {
        /// <summary>a · b, broadcast; of Bool, and.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Mul(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    internal readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientAReads => Operands.Second;
        public static Operands GradientBReads => Operands.First;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => a * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy * a;
    }
}
