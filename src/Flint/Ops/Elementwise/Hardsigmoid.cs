using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>A logistic function of straight lines.</summary>
public static class HardsigmoidOps
{
    extension(Tensor x)
    {
        /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
        public Tensor Hardsigmoid() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Min(V.Max(x + V.Const(3), V.Zero), V.Const(6)) / V.Const(6);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(V.Abs(x) < V.Const(3), dy / V.Const(6), V.Zero);
    }
}
