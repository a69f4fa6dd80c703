using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.NN;

public static partial class Loss
{
    /// <summary>Mean squared error: (input - target)², averaged.</summary>
    /// <param name="input">What the network gives.</param>
    /// <param name="target">What it should give, of the same shape.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor Mse(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("Mse", input, target);
        return LossChecks.Reduce(Elementwise.Binary<SquaredError>(input, target), reduction);
    }

    /// <inheritdoc cref="Mse(Tensor, Tensor, Reduction)"/>
    public static Tensor Mse(Tensor input, Tensor target) => Mse(input, target, Reduction.Mean);

    readonly struct SquaredError : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => (a - b) * (a - b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Const(2) * dy * (a - b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => V.Const(2) * dy * (b - a);
    }
}
