using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Another value up to a threshold.</summary>
public static class ThresholdOps
{
    extension(Tensor x)
    {
        /// <summary>x above the threshold, else the value.</summary>
        public Tensor Threshold(double threshold, double value) => Elementwise.Unary(x, new Body(threshold, value));
    }

    readonly struct Body(double threshold, double value) : IUnaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x <= V.Const(threshold), V.Const(value), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(x <= V.Const(threshold), V.Zero, dy);
    }
}
