using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The hyperbolic sine.</summary>
public static class SinhOps
{
    extension(Tensor x)
    {
        /// <summary>(eˣ - e⁻ˣ) / 2, exact near 0. Integers give Float32.</summary>
        public Tensor Sinh() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var a = V.Abs(x);
            var e = V.Expm1(a);
            // e^a itself overflows before half of it does.
            var root = V.Exp(V.Const(0.5) * a);
            var y = V.Const(0.5) * V.Select(a > V.Const(20), root, e + e / (e + V.One));
            y *= V.Select(a > V.Const(20), root, V.One);
            return V.Select(x < V.Zero, -y, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var root = V.Exp(V.Const(0.5) * V.Abs(x));
            return dy * V.Const(0.5) * (root * root + V.One / (root * root));
        }
    }
}
