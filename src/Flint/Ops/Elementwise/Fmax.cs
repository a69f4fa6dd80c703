using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The larger of two, NaN left aside.</summary>
public static class FmaxOps
{
    extension(Tensor a)
    {
        /// <summary>The larger of a and b, broadcast; of NaN and a number, the number. Equal ones give their gradient to a.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Fmax(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        public static bool KeepsIntegers => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Select(V.Equal(a, a), V.Select(V.Equal(b, b), V.Max(a, b), a), b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select((a >= b) | ~V.Equal(b, b), dy, V.Zero);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Select((a >= b) | ~V.Equal(b, b), V.Zero, dy);
    }
}
