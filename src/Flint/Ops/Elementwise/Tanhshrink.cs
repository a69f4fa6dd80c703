using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The identity without its hyperbolic tangent.</summary>
public static class TanhshrinkOps
{
    extension(Tensor x)
    {
        /// <summary>x - tanh x.</summary>
        public Tensor Tanhshrink() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x - V.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var t = V.Tanh(x);
            return dy * t * t;
        }
    }
}
