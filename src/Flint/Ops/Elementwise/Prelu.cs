using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The rectified linear unit with a learned slope (He et al. 2015).</summary>
public static class PreluOps
{
    extension(Tensor x)
    {
        /// <summary>x above 0, weight · x below.</summary>
        /// <param name="weight">One slope, or one for each channel (dimension 1).</param>
        /// <exception cref="ShapeException">There are neither 1 nor as many slopes as channels.</exception>
        public Tensor Prelu(Tensor weight)
        {
            var channels = x.Rank < 2 ? 1 : x.Size(1);
            if (weight.Rank > 1 || (weight.Count != 1 && weight.Count != channels))
                throw new ShapeException($"Prelu expects 1 slope or {channels}, one for each channel (dimension 1 of {x.Shape}), but got {weight.Shape}.");
            if (weight.Count > 1 && x.Rank > 2) weight = weight.Reshape([channels, .. Enumerable.Repeat(1, x.Rank - 2)]);
            return Elementwise.Binary<Body>(x, weight.Rank == 1 && weight.Count == 1 ? weight.Reshape([]) : weight);
        }
    }

    internal readonly struct Body : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Select(a > V.Zero, a, b * a);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(a > V.Zero, dy, dy * b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select(a > V.Zero, V.Zero, dy * a);
    }
}
