using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The exponential linear unit (Clevert et al. 2015).</summary>
public static class EluOps
{
    extension(Tensor x)
    {
        /// <summary>x above 0, alpha (eˣ - 1) below.</summary>
        public Tensor Elu(double alpha = 1) => Elementwise.Unary(x, new Body(alpha));
    }

    readonly struct Body(double alpha) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x > V.Zero, x, V.Const(alpha) * V.Expm1(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(x > V.Zero, dy, dy * V.Const(alpha) * V.Exp(x));
    }
}
