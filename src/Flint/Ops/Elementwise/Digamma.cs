using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The derivative of the logarithm of the gamma function.</summary>
public static class DigammaOps
{
    extension(Tensor x)
    {
        /// <summary>ψ(x) = d/dx log Γ(x); NaN at negative whole numbers. Integers give Float32.</summary>
        public Tensor Digamma() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public double Of(double x) => SpecialMath.Digamma(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Apply(new PolygammaOps.Body(1), x);
    }
}
