using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The hyperbolic tangent.</summary>
public static class TanhOps
{
    extension(Tensor x)
    {
        /// <summary>tanh x. Integers give Float32. Float32 within 3 ULP.</summary>
        public Tensor Tanh() => Elementwise.Unary<Body>(x);
    }

    internal readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * (V.One - y * y);
    }
}
