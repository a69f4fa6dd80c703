using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The logistic function.</summary>
public static class SigmoidOps
{
    extension(Tensor x)
    {
        /// <summary>1 / (1 + e⁻ˣ). Integers give Float32. Float32 within 3 ULP.</summary>
        public Tensor Sigmoid() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * y * (V.One - y);
    }
}
