using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The absolute value.</summary>
public static class AbsOps
{
    extension(Tensor x)
    {
        /// <summary>|x|; its gradient at 0 is 0.</summary>
        public Tensor Abs() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Abs(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(V.Equal(x, V.Zero), V.Zero, V.Select(x < V.Zero, -dy, dy));
    }
}
