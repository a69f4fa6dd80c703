using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The larger of two.</summary>
public static class MaximumOps
{
    extension(Tensor a)
    {
        /// <summary>The larger of a and b, broadcast; NaN if either is NaN. Where they are equal, each gets half of the gradient.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Maximum(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    internal readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Max(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => 
            V.Select(V.Equal(a, b), V.Const(0.5) * dy, V.Select(a < b, V.Zero, dy));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => 
            V.Select(V.Equal(a, b), V.Const(0.5) * dy, V.Select(a < b, dy, V.Zero));
    }
}
