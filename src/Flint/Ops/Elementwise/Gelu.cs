using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The Gaussian error linear unit (Hendrycks, Gimpel 2016).</summary>
public static class GeluOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// x Φ(x) with the normal distribution Φ(x) = (1 + erf(x/√2)) / 2; <paramref name="approximate"/>:
        /// x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))).
        /// </summary>
        public Tensor Gelu(bool approximate = false) => approximate ? Elementwise.Unary<TanhBody>(x) : Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var half = V.Const(0.5) * x;
            return V.Fma(half, V.Erf(x * V.Const(0.7071067811865476)), half);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var distribution = V.Fma(V.Const(0.5), V.Erf(x * V.Const(0.7071067811865476)), V.Const(0.5));
            var density = V.Const(0.3989422804014327) * V.Exp(V.Const(-0.5) * x * x);
            return dy * V.Fma(x, density, distribution);
        }
    }

    readonly struct TanhBody : IUnaryOp
    {
        const double Scale = 0.7978845608028654, Cubic = 0.044715;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var half = V.Const(0.5) * x;
            return V.Fma(half, V.Tanh(V.Const(Scale) * x * V.Fma(V.Const(Cubic), x * x, V.One)), half);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var square = x * x;
            var t = V.Tanh(V.Const(Scale) * x * V.Fma(V.Const(Cubic), square, V.One));
            var slope = V.Const(Scale) * V.Fma(V.Const(3 * Cubic), square, V.One) * (V.One - t * t);
            return V.Const(0.5) * dy * (V.One + t + x * slope);
        }
    }
}
