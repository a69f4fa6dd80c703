using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse hyperbolic tangent.</summary>
public static class AtanhOps
{
    extension(Tensor x)
    {
        /// <summary>log((1 + x) / (1 - x)) / 2, exact near 0, NaN outside of [-1, 1]. Integers give Float32.</summary>
        public Tensor Atanh() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var a = V.Abs(x);
            var y = V.Const(0.5) * V.Log1p((a + a) / (V.One - a));
            return V.Select(x < V.Zero, -y, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / ((V.One - x) * (V.One + x));
    }
}
