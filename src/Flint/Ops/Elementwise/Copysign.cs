using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>One number with the sign of another.</summary>
public static class CopysignOps
{
    extension(Tensor a)
    {
        /// <summary>|a| with the sign bit of b, broadcast. Integers give Float32.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Copysign(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    readonly struct Body : IBinaryOp
    {
        public static Operands GradientAReads => Operands.First | Operands.Output;
        public static Operands GradientBReads => Operands.None;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Abs(a) | (b & V.Const(-0.0));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            V.Select(V.Equal(a, V.Zero), V.Zero, V.Select(V.Equal(a, y), dy, -dy));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Zero;
    }
}
