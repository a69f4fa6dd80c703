using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse cosine.</summary>
public static class AcosOps
{
    extension(Tensor x)
    {
        /// <summary>The angle in [0, π] whose cosine is x, NaN outside of [-1, 1]: 2 atan(√((1 - x) / (1 + x))). Integers give Float32.</summary>
        public Tensor Acos() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Const(2) * V.Atan(V.Sqrt((V.One - x) / (V.One + x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => -dy / V.Sqrt((V.One - x) * (V.One + x));
    }
}
