using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse of the logistic function.</summary>
public static class LogitOps
{
    extension(Tensor x)
    {
        /// <summary>log(x / (1 - x)); with eps, x is first limited to [eps, 1 - eps]. NaN outside of [0, 1].</summary>
        public Tensor Logit(double? eps = null) => eps is { } limit
            ? Elementwise.Unary<Body>(x.To(x.DType.Finer).Clamp(limit, 1 - limit)).To(x.DType.IsFloating ? x.DType : DType.Float32)
            : Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Log(x / (V.One - x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / (x * (V.One - x));
    }
}
