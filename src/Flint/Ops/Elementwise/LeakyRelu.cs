using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The leaky rectified linear unit (Maas et al. 2013).</summary>
public static class LeakyReluOps
{
    extension(Tensor x)
    {
        /// <summary>x above 0, negativeSlope · x below.</summary>
        public Tensor LeakyRelu(double negativeSlope = 0.01) => Elementwise.Unary(x, new Body(negativeSlope));
    }

    readonly struct Body(double slope) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x > V.Zero, x, V.Const(slope) * x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(x > V.Zero, dy, V.Const(slope) * dy);
    }
}
