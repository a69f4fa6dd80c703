using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The hyperbolic cosine.</summary>
public static class CoshOps
{
    extension(Tensor x)
    {
        /// <summary>(eˣ + e⁻ˣ) / 2. Integers give Float32.</summary>
        public Tensor Cosh() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            // e^|x| itself overflows before half of it does.
            var root = V.Exp(V.Const(0.5) * V.Abs(x));
            var half = V.Const(0.5) * root;
            return V.Fma(half, root, V.Const(0.25) / half / root);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var e = V.Expm1(V.Abs(x));
            var slope = V.Const(0.5) * (e + e / (e + V.One));
            return V.Select(x < V.Zero, -dy * slope, dy * slope);
        }
    }
}
