using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Rounding down.</summary>
public static class FloorOps
{
    extension(Tensor x)
    {
        /// <summary>The largest whole number not above x; the gradient is 0.</summary>
        public Tensor Floor() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Floor(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Zero;
    }
}
