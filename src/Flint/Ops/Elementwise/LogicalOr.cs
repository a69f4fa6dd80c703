using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Logical or.</summary>
public static class LogicalOrOps
{
    extension(Tensor a)
    {
        /// <summary>True where either is nonzero, broadcast, as Bool.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor LogicalOr(Tensor b) => Elementwise.Compare<Body>(a, b);
    }

    readonly struct Body : IComparison
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Compare<V>(V a, V b) where V : struct, ILane<V> => ~(V.Equal(a, V.Zero) & V.Equal(b, V.Zero));
    }
}
