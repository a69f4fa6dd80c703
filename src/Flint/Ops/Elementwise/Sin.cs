using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The sine.</summary>
public static class SinOps
{
    extension(Tensor x)
    {
        /// <summary>sin x of an angle in radians. Integers give Float32. Float32 within 2 ULP, also for large angles.</summary>
        public Tensor Sin() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sin(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Cos(x);
    }
}
