using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The inverse tangent.</summary>
public static class AtanOps
{
    extension(Tensor x)
    {
        /// <summary>The angle in (-π/2, π/2) whose tangent is x. Integers give Float32. Float32 within 2 ULP.</summary>
        public Tensor Atan() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Atan(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy / V.Fma(x, x, V.One);
    }
}
