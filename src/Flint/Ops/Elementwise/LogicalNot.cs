using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>True where x is zero.</summary>
public static class LogicalNotOps
{
    extension(Tensor x)
    {
        /// <summary>True where x is zero, as Bool.</summary>
        public Tensor LogicalNot() => Elementwise.Test<Body>(x);
    }

    readonly struct Body : ITest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Test<V>(V x) where V : struct, ILane<V> => V.Equal(x, V.Zero);
    }
}
