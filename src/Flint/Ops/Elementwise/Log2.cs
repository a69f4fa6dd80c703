using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The binary logarithm.</summary>
public static class Log2Ops
{
    extension(Tensor x)
    {
        /// <summary>log₂ x, exact for powers of two. Integers give Float32.</summary>
        public Tensor Log2() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryFunction
    {
        public double Of(double x) => Math.Log2(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Apply(this, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / (x * V.Const(0.6931471805599453));
    }
}
