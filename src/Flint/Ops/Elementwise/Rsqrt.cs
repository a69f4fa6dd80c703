using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The reciprocal of the square root.</summary>
public static class RsqrtOps
{
    extension(Tensor x)
    {
        /// <summary>1 / √x. Integers give Float32.</summary>
        public Tensor Rsqrt() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.One / V.Sqrt(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => V.Const(-0.5) * dy * y * y * y;
    }
}
