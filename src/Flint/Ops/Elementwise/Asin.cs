using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse sine.</summary>
public static class AsinOps
{
    extension(Tensor x)
    {
        /// <summary>The angle in [-π/2, π/2] whose sine is x, NaN outside of [-1, 1]: atan(x / √(1 - x²)). Integers give Float32.</summary>
        public Tensor Asin() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Atan(x / V.Sqrt((V.One - x) * (V.One + x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / V.Sqrt((V.One - x) * (V.One + x));
    }
}
