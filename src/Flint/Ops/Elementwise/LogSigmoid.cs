using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The logarithm of the logistic function.</summary>
public static class LogSigmoidOps
{
    extension(Tensor x)
    {
        /// <summary>log(1 / (1 + e⁻ˣ)) = min(x, 0) - log(1 + e^-|x|), without overflow.</summary>
        public Tensor LogSigmoid() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Min(x, V.Zero) - V.Log1p(V.Exp(-V.Abs(x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Sigmoid(-x);
    }
}
