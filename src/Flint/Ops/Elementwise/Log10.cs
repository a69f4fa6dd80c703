using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The decimal logarithm.</summary>
public static class Log10Ops
{
    extension(Tensor x)
    {
        /// <summary>log₁₀ x, exact for powers of ten. Integers give Float32.</summary>
        public Tensor Log10() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public double Of(double x) => Math.Log10(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / (x * V.Const(2.302585092994046));
    }
}
