using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The cardinal sine.</summary>
public static class SincOps
{
    extension(Tensor x)
    {
        /// <summary>sin(πx) / (πx), 1 at 0. Integers give Float32.</summary>
        public Tensor Sinc() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        public static Operands GradientReads => Operands.First | Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var angle = V.Const(Math.PI) * x;
            return V.Select(V.Equal(x, V.Zero), V.One, V.Sin(angle) / angle);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            // Near 0 the two terms cancel, and the series does not.
            var angle = V.Const(Math.PI) * x;
            var u = angle * angle;
            var series = V.Const(1.0 / 3) + u * (V.Const(-1.0 / 30) + u * (V.Const(1.0 / 840) - u * V.Const(1.0 / 45360)));
            var slope = V.Select(V.Abs(x) < V.Const(0.05), V.Const(-Math.PI) * angle * series, (V.Cos(angle) - y) / x);
            return dy * slope;
        }
    }
}
