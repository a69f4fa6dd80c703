using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>Division.</summary>
public static class DivOps
{
    extension(Tensor a)
    {
        /// <summary>a / b, broadcast. Integers give Float32, as in PyTorch.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Div(Tensor b) => Elementwise.Binary<Body>(a, b);
    }

    internal readonly struct Body : IBinaryOp
    {
        public static Operands GradientAReads => Operands.Second;
        public static Operands GradientBReads => Operands.Second | Operands.Output;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => a / b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy / b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => -dy * y / b;
    }
}
