using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Derivatives of the digamma function.</summary>
public static class PolygammaOps
{
    extension(Tensor x)
    {
        /// <summary>The <paramref name="n"/>-th derivative of ψ = <c>Digamma</c>; n = 0 is ψ itself. Integers give Float32.</summary>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor Polygamma(int n)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(n);
            return n == 0 ? x.Digamma() : Elementwise.Unary(x, new Body(n));
        }
    }

    internal readonly struct Body(int n) : IUnaryFunction
    {
        public double Of(double x) => SpecialMath.Polygamma(n, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Apply(new Body(n + 1), x);
    }
}
