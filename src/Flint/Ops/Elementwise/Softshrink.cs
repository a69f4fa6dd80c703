using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Shrinkage toward zero.</summary>
public static class SoftshrinkOps
{
    extension(Tensor x)
    {
        /// <summary>x - lambd above lambd, x + lambd below -lambd, 0 between.</summary>
        public Tensor Softshrink(double lambd = 0.5) => Elementwise.Unary(x, new Body(lambd));
    }

    readonly struct Body(double lambd) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> =>
            V.Select(x > V.Const(lambd), x - V.Const(lambd), V.Select(x < V.Const(-lambd), x + V.Const(lambd), x * V.Zero));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(V.Abs(x) <= V.Const(lambd), V.Zero, dy);
    }
}
