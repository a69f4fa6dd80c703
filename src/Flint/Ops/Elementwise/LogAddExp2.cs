using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The binary logarithm of a sum of powers of two.</summary>
public static class LogAddExp2Ops
{
    extension(Tensor a)
    {
        /// <summary>log₂(2ᵃ + 2ᵇ) without overflow, broadcast. Integers give Float32.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor LogAddExp2(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    const double Ln2 = 0.6931471805599453;

    readonly struct Body : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V>
        {
            var rest = V.Log1p(V.Exp(V.Const(-Ln2) * V.Abs(a - b))) * V.Const(1 / Ln2);
            return V.Select(V.Equal(a, b), a + V.One, V.Max(a, b) + rest);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            V.Select(V.Equal(a, b), V.Const(0.5) * dy, dy * V.Sigmoid(V.Const(Ln2) * (a - b)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            V.Select(V.Equal(a, b), V.Const(0.5) * dy, dy * V.Sigmoid(V.Const(Ln2) * (b - a)));
    }
}
