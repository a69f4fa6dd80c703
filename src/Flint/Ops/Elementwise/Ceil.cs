using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Rounding up.</summary>
public static class CeilOps
{
    extension(Tensor x)
    {
        /// <summary>The smallest whole number not below x; the gradient is 0.</summary>
        public Tensor Ceil() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Ceiling(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Zero;
    }
}
