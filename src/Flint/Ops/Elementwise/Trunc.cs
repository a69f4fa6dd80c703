using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Rounding toward zero.</summary>
public static class TruncOps
{
    extension(Tensor x)
    {
        /// <summary>The whole part of x (torch trunc and fix); the gradient is 0.</summary>
        public Tensor Trunc() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x < V.Zero, V.Ceiling(x), V.Floor(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Zero;
    }
}
