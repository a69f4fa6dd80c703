using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Negation.</summary>
public static class NegOps
{
    extension(Tensor x)
    {
        /// <summary>-x.</summary>
        public Tensor Neg() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => -x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => -dy;
    }
}
