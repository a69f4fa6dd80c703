using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>True where x is neither NaN nor infinite; true for integers.</summary>
public static class IsFiniteOps
{
    extension(Tensor x)
    {
        /// <summary>True where x is neither NaN nor infinite; true for integers, as Bool.</summary>
        public Tensor IsFinite() => Elementwise.Test<Body>(x);
    }

    readonly struct Body : ITest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Test<V>(V x) where V : struct, ILane<V> => V.Equal(x - x, V.Zero);
    }
}
