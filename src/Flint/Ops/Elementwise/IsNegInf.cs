using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>True where x is -∞.</summary>
public static class IsNegInfOps
{
    extension(Tensor x)
    {
        /// <summary>True where x is -∞, as Bool.</summary>
        public Tensor IsNegInf() => Elementwise.Test<Body>(x);
    }

    readonly struct Body : ITest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Test<V>(V x) where V : struct, ILane<V> => (x < V.Zero) & V.Equal(x, x) & ~V.Equal(x - x, V.Zero);
    }
}
