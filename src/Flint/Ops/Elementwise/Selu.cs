using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The scaled exponential linear unit, which keeps mean and variance (Klambauer et al. 2017).</summary>
public static class SeluOps
{
    extension(Tensor x)
    {
        /// <summary>1.0507 x above 0, 1.7581 (eˣ - 1) below.</summary>
        public Tensor Selu() => Elementwise.Unary<Body>(x);
    }

    internal const double Scale = 1.0507009873554805, Alpha = 1.6732632423543772;

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Const(Scale) * V.Select(x > V.Zero, x, V.Const(Alpha) * V.Expm1(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> =>
            dy * V.Const(Scale) * V.Select(x > V.Zero, V.One, V.Const(Alpha) * V.Exp(x));
    }
}
