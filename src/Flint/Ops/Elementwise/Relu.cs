using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The rectified linear unit.</summary>
public static class ReluOps
{
    extension(Tensor x)
    {
        /// <summary>max(x, 0); its gradient at 0 is 0.</summary>
        public Tensor Relu() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryOp
    {
        public static bool KeepsIntegers => true;
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Select(x < V.Zero, V.Zero, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Select(y > V.Zero, dy, V.Zero);
    }
}
