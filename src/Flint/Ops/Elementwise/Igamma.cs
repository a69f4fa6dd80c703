using System.Numerics;
using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The regularised lower incomplete gamma function.</summary>
public static class IgammaOps
{
    extension(Tensor a)
    {
        /// <summary>P(a, x) = 1/Γ(a) ∫ tᵃ⁻¹ e⁻ᵗ dt from 0 to x, the lower incomplete gamma function, broadcast; 1 - <c>Igammac</c>. NaN for negative numbers. Integers give Float32.</summary>
        /// <param name="x">The point. The derivative with respect to it is xᵃ⁻¹ e⁻ˣ / Γ(a); there is none with respect to a.</param>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="AutogradException">a requires a gradient.</exception>
        public Tensor Igamma(Tensor x) => Tape.Tracks(a)
            ? throw new AutogradException("Igamma has no gradient with respect to its first operand a: use a.Detach().Igamma(x).")
            : Elementwise.Binary<Body>(a, x);
    }

    readonly struct Body : IBinaryFunction
    {
        public T Of<T>(T a, T x) where T : unmanaged, INumber<T> => T.CreateTruncating(SpecialMath.IncompleteGamma(double.CreateTruncating(a), double.CreateTruncating(x)).P);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V x) where V : struct, ILane<V> => V.Apply(this, a, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V x, V y) where V : struct, ILane<V> => V.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V x, V y) where V : struct, ILane<V> =>
            dy * V.Exp((a - V.One) * V.Log(x) - x - V.Apply(new LgammaOps.Body(), a));
    }
}
