using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>SiLU of straight lines (Howard et al. 2019).</summary>
public static class HardswishOps
{
    extension(Tensor x)
    {
        /// <summary>x min(max(x + 3, 0), 6) / 6.</summary>
        public Tensor Hardswish() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x * V.Min(V.Max(x + V.Const(3), V.Zero), V.Const(6)) / V.Const(6);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> =>
            V.Select(x < V.Const(-3), V.Zero, V.Select(x > V.Const(3), dy, dy * (x / V.Const(3) + V.Const(0.5))));
    }
}
