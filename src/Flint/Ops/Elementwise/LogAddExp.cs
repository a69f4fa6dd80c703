using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The logarithm of a sum of exponentials.</summary>
public static class LogAddExpOps
{
    extension(Tensor a)
    {
        /// <summary>log(eᵃ + eᵇ) without overflow, broadcast. Integers give Float32.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor LogAddExp(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> =>
            V.Select(V.Equal(a, b), a + V.Const(0.6931471805599453), V.Max(a, b) + V.Log1p(V.Exp(-V.Abs(a - b))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(V.Equal(a, b), V.Const(0.5) * dy, dy * V.Sigmoid(a - b));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(V.Equal(a, b), V.Const(0.5) * dy, dy * V.Sigmoid(b - a));
    }
}
