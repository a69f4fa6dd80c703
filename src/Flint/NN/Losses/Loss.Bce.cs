using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Binary cross entropy of probabilities: -(t log p + (1 - t) log(1 - p)). Logarithms end at -100, as in PyTorch, so that a
    /// probability of exactly 0 or 1 gives a finite loss. Prefer <see cref="BceWithLogits(Tensor, Tensor)"/>, which needs no such limit.
    /// </summary>
    /// <param name="input">Probabilities, from 0 to 1: after a sigmoid.</param>
    /// <param name="target">From 0 to 1, of the same shape.</param>
    /// <param name="weight">How much each element counts, broadcast; the mean still divides by the number of elements.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability is below 0 or above 1.</exception>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor Bce(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("Bce", input, target);
        LossChecks.Probabilities("Bce", input);
        var losses = Elementwise.Binary<BinaryCrossEntropy>(input, target);
        return LossChecks.Reduce(weight is null ? losses : losses * weight, reduction);
    }

    /// <inheritdoc cref="Bce(Tensor, Tensor, Tensor?, Reduction)"/>
    public static Tensor Bce(Tensor input, Tensor target) => Bce(input, target, reduction: Reduction.Mean);

    readonly struct BinaryCrossEntropy : IBinaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V a, V b) where V : struct, ILane<V> => -(b * LogOf(a) + (V.One - b) * LogOfRest(a));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientA<V>(V dy, V a, V b, V y) where V : struct, ILane<V> =>
            dy * (a - b) / V.Max((V.One - a) * a, V.Const(1e-12f)); // a float in PyTorch for every dtype

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V GradientB<V>(V dy, V a, V b, V y) where V : struct, ILane<V> => dy * (LogOfRest(a) - LogOf(a));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static V LogOf<V>(V p) where V : struct, ILane<V> => V.Max(V.Log(p), V.Const(-100));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static V LogOfRest<V>(V p) where V : struct, ILane<V> => V.Max(V.Log1p(-p), V.Const(-100));
    }
}
