using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Zero around zero.</summary>
public static class HardshrinkOps
{
    extension(Tensor x)
    {
        /// <summary>0 where |x| is at most lambd, else x.</summary>
        public Tensor Hardshrink(double lambd = 0.5) => Elementwise.Unary(x, new Body(lambd));
    }

    readonly struct Body(double lambd) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(V.Abs(x) <= V.Const(lambd), V.Zero, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(V.Abs(x) <= V.Const(lambd), V.Zero, dy);
    }
}
