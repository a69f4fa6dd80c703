using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse error function.</summary>
public static class ErfinvOps
{
    extension(Tensor x)
    {
        /// <summary>The number whose erf is x; ±∞ at ±1, NaN outside of [-1, 1]. Integers give Float32.</summary>
        public Tensor Erfinv() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public static Operands GradientReads => Operands.Output;

        public double Of(double x) => SpecialMath.Erfinv(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Const(0.886226925452758) * V.Exp(y * y);
    }
}
