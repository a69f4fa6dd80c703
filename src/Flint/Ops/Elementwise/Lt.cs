using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Element-wise a &lt; b.</summary>
public static class LtOps
{
    extension(Tensor a)
    {
        /// <summary>a &lt; b, broadcast, as Bool; false where either is NaN.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Lt(Tensor b) => Elementwise.Compare<Body>(a, b);
    }

    readonly struct Body : IComparison
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compare<V>(V a, V b) where V : struct, ILane<V> => a < b;
    }
}
