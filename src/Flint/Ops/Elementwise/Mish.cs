using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Mish (Misra 2019).</summary>
public static class MishOps
{
    extension(Tensor x)
    {
        /// <summary>x tanh(log(1 + eˣ)).</summary>
        public Tensor Mish() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x * V.Tanh(V.Max(x, V.Zero) + V.Log1p(V.Exp(-V.Abs(x))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var t = V.Tanh(V.Max(x, V.Zero) + V.Log1p(V.Exp(-V.Abs(x))));
            return dy * V.Fma(x * (V.One - t * t), V.Sigmoid(x), t);
        }
    }
}
