using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>A sigmoid of quotients.</summary>
public static class SoftsignOps
{
    extension(Tensor x)
    {
        /// <summary>x / (1 + |x|).</summary>
        public Tensor Softsign() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x / (V.One + V.Abs(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var root = V.One + V.Abs(x);
            return dy / (root * root);
        }
    }
}
