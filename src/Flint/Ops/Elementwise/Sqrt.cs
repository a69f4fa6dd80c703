using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The square root.</summary>
public static class SqrtOps
{
    extension(Tensor x)
    {
        /// <summary>√x, NaN below 0. Integers give Float32.</summary>
        public Tensor Sqrt() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sqrt(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / (y + y);
    }
}
