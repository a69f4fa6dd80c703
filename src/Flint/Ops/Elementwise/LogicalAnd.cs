using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Logical and.</summary>
public static class LogicalAndOps
{
    extension(Tensor a)
    {
        /// <summary>True where both are nonzero, broadcast, as Bool.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor LogicalAnd(Tensor b) => Elementwise.Compare<Body>(a, b);
    }

    readonly struct Body : IComparison
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compare<V>(V a, V b) where V : struct, ILane<V> => ~(V.Equal(a, V.Zero) | V.Equal(b, V.Zero));
    }
}
