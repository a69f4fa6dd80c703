using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The complementary error function.</summary>
public static class ErfcOps
{
    extension(Tensor x)
    {
        /// <summary>1 - erf(x), with all its digits where it is small. Integers give Float32.</summary>
        public Tensor Erfc() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public double Of(double x) => SpecialMath.Erfc(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Const(-1.1283791670955126) * V.Exp(-x * x);
    }
}
