using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The power of two.</summary>
public static class Exp2Ops
{
    extension(Tensor x)
    {
        /// <summary>2ˣ, exact for whole x. Integers give Float32.</summary>
        public Tensor Exp2() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Pow(V.Const(2), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * y * V.Const(0.6931471805599453);
    }
}
