using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>A product with a logarithm.</summary>
public static class XlogyOps
{
    extension(Tensor a)
    {
        /// <summary>a log b, and 0 where a is 0 (NaN for a NaN b), broadcast: a term of an entropy. Integers give Float32.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Xlogy(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Select(V.Equal(a, V.Zero) & V.Equal(b, b), V.Zero, a * V.Log(b));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(V.Equal(a, V.Zero) & (b <= V.Zero), V.Zero, dy * V.Log(b));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy * a / b;
    }
}
