using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The tangent.</summary>
public static class TanOps
{
    extension(Tensor x)
    {
        /// <summary>tan x = sin x / cos x of an angle in radians. Integers give Float32. Float32 within 5 ULP.</summary>
        public Tensor Tan() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sin(x) / V.Cos(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Fma(y, y, V.One);
    }
}
