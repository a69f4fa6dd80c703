using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The logarithm of one more.</summary>
public static class Log1pOps
{
    extension(Tensor x)
    {
        /// <summary>log(1 + x) without cancellation near 0. Integers give Float32. Float32 within 2 ULP.</summary>
        public Tensor Log1p() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Log1p(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / (V.One + x);
    }
}
