using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The natural logarithm.</summary>
public static class LogOps
{
    extension(Tensor x)
    {
        /// <summary>log x: -∞ at 0, NaN below. Integers give Float32. Float32 within 1 ULP.</summary>
        public Tensor Log() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Log(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / x;
    }
}
