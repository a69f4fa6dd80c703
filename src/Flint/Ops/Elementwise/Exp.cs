using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The exponential.</summary>
public static class ExpOps
{
    extension(Tensor x)
    {
        /// <summary>eˣ. Integers give Float32. Float32 within 1 unit in the last place (ULP).</summary>
        public Tensor Exp() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * y;
    }
}
