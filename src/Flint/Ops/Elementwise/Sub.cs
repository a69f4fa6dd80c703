using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Subtraction.</summary>
public static class SubOps
{
    extension(Tensor a)
    {
        /// <summary>a - b, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">Both are Bool.</exception>
        public Tensor Sub(Tensor b) => a.DType == DType.Bool && b.DType == DType.Bool
            ? throw new DTypeException("Sub is not defined for two Bool tensors: use a ^ b, or convert with To(DType.Int32) first.")
            : Elementwise.Binary<Body>(a, b);
    }

    internal readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;
        public static bool PassesToA => true;
        public static Operands GradientBReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => a - b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => -dy;
    }
}
