using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The length of a right triangle's longest side.</summary>
public static class HypotOps
{
    extension(Tensor a)
    {
        /// <summary>√(a² + b²) without overflow, broadcast. Integers give Float32.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Hypot(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        public static Operands GradientAReads => Operands.First | Operands.Output;
        public static Operands GradientBReads => Operands.Second | Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V>
        {
            V p = V.Abs(a), q = V.Abs(b);
            V most = V.Select(p > q, p, q), least = V.Select(p > q, q, p);
            var ratio = least / most;
            var infinite = V.Equal(p, V.Const(double.PositiveInfinity)) | V.Equal(q, V.Const(double.PositiveInfinity));
            var y = V.Select(V.Equal(most, V.Zero), p + q, most * V.Sqrt(V.Fma(ratio, ratio, V.One)));
            return V.Select(infinite, V.Const(double.PositiveInfinity), y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(V.Equal(y, V.Zero), V.Zero, dy * a / y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(V.Equal(y, V.Zero), V.Zero, dy * b / y);
    }
}
