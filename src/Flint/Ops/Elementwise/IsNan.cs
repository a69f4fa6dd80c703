using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>True where x is NaN.</summary>
public static class IsNanOps
{
    extension(Tensor x)
    {
        /// <summary>True where x is NaN, as Bool.</summary>
        public Tensor IsNan() => Elementwise.Test<Body>(x);
    }

    readonly struct Body : ITest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Test<V>(V x) where V : struct, ILane<V> => ~V.Equal(x, x);
    }
}
