using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The sigmoid linear unit, also called swish (Elfwing et al. 2017).</summary>
public static class SiluOps
{
    extension(Tensor x)
    {
        /// <summary>x · sigmoid(x).</summary>
        public Tensor Silu() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x * V.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var s = V.Sigmoid(x);
            return dy * s * (V.One + x * (V.One - s));
        }
    }
}
