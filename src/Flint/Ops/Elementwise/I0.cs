using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The modified Bessel function.</summary>
public static class I0Ops
{
    extension(Tensor x)
    {
        /// <summary>I₀(x), which the Kaiser window is made of. Integers give Float32.</summary>
        public Tensor I0() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public double Of(double x) => SpecialMath.BesselI(0, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Apply(default(I1Body), x);
    }

    readonly struct I1Body : IUnaryFunction
    {
        public static Operands GradientReads => Operands.First | Operands.Output;

        public double Of(double x) => SpecialMath.BesselI(1, x);

        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> =>
            dy * (V.Apply(default(Body), x) - V.Select(V.Equal(x, V.Zero), V.Const(0.5), y / x));
    }
}
