using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Element-wise a ≠ b.</summary>
public static class NeOps
{
    extension(Tensor a)
    {
        /// <summary>a ≠ b, broadcast, as Bool; true where either is NaN.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Ne(Tensor b) => Elementwise.Compare<Body>(a, b);
    }

    readonly struct Body : IComparison
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compare<V>(V a, V b) where V : struct, ILane<V> => ~V.Equal(a, b);
    }
}
