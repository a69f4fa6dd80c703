using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The fraction.</summary>
public static class FracOps
{
    extension(Tensor x)
    {
        /// <summary>x - trunc(x), with the sign of x. Integers give Float32.</summary>
        public Tensor Frac() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => x - V.Select(x < V.Zero, V.Ceiling(x), V.Floor(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }
}
