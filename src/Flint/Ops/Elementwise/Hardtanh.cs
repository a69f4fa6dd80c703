using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The limited identity.</summary>
public static class HardtanhOps
{
    extension(Tensor x)
    {
        /// <summary>min(max(x, minVal), maxVal); no gradient at the limits and beyond.</summary>
        public Tensor Hardtanh(double minVal = -1, double maxVal = 1) => Elementwise.Unary(x, new Body(minVal, maxVal));
    }

    readonly struct Body(double minVal, double maxVal) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Min(V.Max(x, V.Const(minVal)), V.Const(maxVal));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select((x > V.Const(minVal)) & (x < V.Const(maxVal)), dy, V.Zero);
    }
}
