using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The angle of a point.</summary>
public static class Atan2Ops
{
    extension(Tensor a)
    {
        /// <summary>The angle in [-π, π] of the point (x = b, y = a), by the signs of both, broadcast. Integers give Float32.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Atan2(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V>
        {
            V y = V.Abs(a), x = V.Abs(b);
            var ratio = V.Select(V.Equal(x, y), V.Select(V.Equal(x, V.Zero), V.Zero, V.One), y / x);
            var angle = V.Atan(ratio);
            // -0 counts as negative.
            var left = (V.One | (b & V.Const(-0.0))) < V.Zero;
            angle = V.Select(left, V.Const(Math.PI) - angle, angle);
            return angle | (a & V.Const(-0.0));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V>
        {
            var square = a * a + b * b;
            return V.Select(V.Equal(square, V.Zero), V.Zero, dy * b / square);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V>
        {
            var square = a * a + b * b;
            return V.Select(V.Equal(square, V.Zero), V.Zero, -dy * a / square);
        }
    }
}
