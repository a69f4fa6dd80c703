using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse hyperbolic cosine.</summary>
public static class AcoshOps
{
    extension(Tensor x)
    {
        /// <summary>log(x + √(x² - 1)), NaN below 1. Integers give Float32.</summary>
        public Tensor Acosh() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var t = x - V.One;
            var y = V.Log1p(t + V.Sqrt(t * (t + V.Const(2))));
            y = V.Select(x > V.Const(1e9), V.Log(x) + V.Const(0.6931471805599453), y);
            return V.Select(x < V.One, V.Const(double.NaN), y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / V.Sqrt((x - V.One) * (x + V.One));
    }
}
