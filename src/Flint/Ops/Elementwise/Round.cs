using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Rounding to the nearest.</summary>
public static class RoundOps
{
    extension(Tensor x)
    {
        /// <summary>The nearest whole number, halves to even; the gradient is 0.</summary>
        public Tensor Round() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Round(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Zero;
    }
}
