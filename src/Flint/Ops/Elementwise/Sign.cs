using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The sign.</summary>
public static class SignOps
{
    extension(Tensor x)
    {
        /// <summary>-1, 0 or 1; NaN gives 0. The gradient is 0.</summary>
        public Tensor Sign() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x > V.Zero, V.One, V.Select(x < V.Zero, V.Const(-1), V.Zero));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Zero;
    }
}
