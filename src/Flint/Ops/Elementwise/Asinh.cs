using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse hyperbolic sine.</summary>
public static class AsinhOps
{
    extension(Tensor x)
    {
        /// <summary>log(x + √(x² + 1)), exact near 0. Integers give Float32.</summary>
        public Tensor Asinh() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var a = V.Abs(x);
            var square = a * a;
            var y = V.Log1p(a + square / (V.One + V.Sqrt(V.One + square)));
            y = V.Select(a > V.Const(1e9), V.Log(a) + V.Const(0.6931471805599453), y);
            return V.Select(x < V.Zero, -y, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / V.Sqrt(V.Fma(x, x, V.One));
    }
}
