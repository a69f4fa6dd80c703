using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The continuously differentiable exponential linear unit (Barron 2017).</summary>
public static class CeluOps
{
    extension(Tensor x)
    {
        /// <summary>x above 0, alpha (e^(x / alpha) - 1) below.</summary>
        public Tensor Celu(double alpha = 1) => Elementwise.Unary(x, new Body(alpha));
    }

    readonly struct Body(double alpha) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x > V.Zero, x, V.Const(alpha) * V.Expm1(x * V.Const(1 / alpha)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(x > V.Zero, dy, dy * V.Exp(x * V.Const(1 / alpha)));
    }
}
