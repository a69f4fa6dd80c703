using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The bit of the sign.</summary>
public static class SignbitOps
{
    extension(Tensor x)
    {
        /// <summary>True where the sign bit is set, as Bool: below 0, and at -0.</summary>
        public Tensor Signbit() => Elementwise.Test<Body>(x);
    }

    readonly struct Body : ITest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Test<V>(V x) where V : struct, ILane<V> => (x < V.Zero) | ((V.One | (x & V.Const(-0.0))) < V.Zero);
    }
}
