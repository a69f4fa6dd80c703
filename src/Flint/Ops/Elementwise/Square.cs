using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The square.</summary>
public static class SquareOps
{
    extension(Tensor x)
    {
        /// <summary>x².</summary>
        public Tensor Square() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x * x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * (x + x);
    }
}
