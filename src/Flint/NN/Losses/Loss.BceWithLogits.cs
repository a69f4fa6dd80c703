using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Binary cross entropy of scores x before the sigmoid: max(x, 0) - x t + log(1 + exp(-|x|)), exact for any score.
    /// </summary>
    /// <param name="input">Scores, before any sigmoid.</param>
    /// <param name="target">From 0 to 1, of the same shape.</param>
    /// <param name="weight">How much each element counts, broadcast; the mean still divides by the number of elements.</param>
    /// <param name="posWeight">How much positive targets count, broadcast: more than 1 for rare classes.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor BceWithLogits(
        Tensor input, Tensor target, Tensor? weight = null, Tensor? posWeight = null, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("BceWithLogits", input, target);
        var losses = posWeight is null
            ? Elementwise.Binary<LogitCrossEntropy>(input, target)
            : (1 - target) * input + (1 + (posWeight - 1) * target) * (-input).Softplus();
        return LossChecks.Reduce(weight is null ? losses : losses * weight, reduction);
    }

    /// <inheritdoc cref="BceWithLogits(Tensor, Tensor, Tensor?, Tensor?, Reduction)"/>
    public static Tensor BceWithLogits(Tensor input, Tensor target) => BceWithLogits(input, target, reduction: Reduction.Mean);

    readonly struct LogitCrossEntropy : IBinaryOp
    {
        public static Operands GradientBReads => Operands.First;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => V.Max(a, V.Zero) - a * b + V.Log1p(V.Exp(-V.Abs(a)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy * (V.Sigmoid(a) - b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => -(dy * a);
    }
}
