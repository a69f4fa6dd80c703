using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>True where x is +∞ or -∞; false for integers.</summary>
public static class IsInfOps
{
    extension(Tensor x)
    {
        /// <summary>True where x is +∞ or -∞; false for integers, as Bool.</summary>
        public Tensor IsInf() => Elementwise.Test<Body>(x);
    }

    readonly struct Body : ITest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Test<V>(V x) where V : struct, ILane<V> => V.Equal(x, x) & ~V.Equal(x - x, V.Zero);
    }
}
