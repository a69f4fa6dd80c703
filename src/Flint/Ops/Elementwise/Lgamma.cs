using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The logarithm of the gamma function.</summary>
public static class LgammaOps
{
    extension(Tensor x)
    {
        /// <summary>log |Γ(x)|; ∞ at 0 and negative whole numbers. Integers give Float32.</summary>
        public Tensor Lgamma() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public double Of(double x) => SpecialMath.Lgamma(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Apply(default(DigammaOps.Body), x);
    }
}
