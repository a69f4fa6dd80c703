using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The exponential less one.</summary>
public static class Expm1Ops
{
    extension(Tensor x)
    {
        /// <summary>eˣ - 1 without cancellation near 0. Integers give Float32. Float32 within 2 ULP.</summary>
        public Tensor Expm1() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Expm1(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Fma(dy, y, dy);
    }
}
