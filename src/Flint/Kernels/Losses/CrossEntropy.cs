using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>What cross entropy over rows of logits is asked for. Labels are in range or equal to <see cref="Ignored"/>.</summary>
unsafe struct CrossEntropySettings<T> where T : unmanaged
{
    internal long* Labels;

    /// <summary>A weight per class; null for ones.</summary>
    internal T* Weights;

    /// <summary>Σ weights: what label smoothing spreads over.</summary>
    internal T WeightSum;

    internal T Smoothing;
    internal long Ignored;
    internal int Classes;
}

/// <summary>
/// Log-softmax and negative log likelihood in one pass over each row. With ε the label smoothing and w the class weights,
/// loss = (1 - ε) w[t] (lse - x[t]) + ε / C Σ w[c] (lse - x[c]), where lse = log Σ exp(x).
/// </summary>
static unsafe class CrossEntropy
{
    internal static void Forward<T>(T* x, T* losses, T* logSums, long rows, CrossEntropySettings<T> settings)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, ForwardBody<T>>(rows, Grain.Of(settings.Classes), new() { X = x, Losses = losses, LogSums = logSums, Settings = settings });

    struct ForwardBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Losses, LogSums;
        internal CrossEntropySettings<T> Settings;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            for (var row = start; row < end; row++)
            {
                var x = X + row * Settings.Classes;
                var logSum = LogSum<V>(x);
                LogSums[row] = logSum;
                Losses[row] = Settings.Labels[row] == Settings.Ignored ? T.Zero : Loss<V>(x, logSum, (int)Settings.Labels[row]);
            }
        }

        [MethodImpl(Always)]
        readonly T LogSum<V>(T* x) where V : struct, ISimdLane<V>
        {
            var max = SoftmaxRows.Max<V, T>(x, Settings.Classes);
            var i = 0;
            var sum = Exponentials(x, Across.Same<V, T>(max), ref i);
            var rest = Exponentials(x, Across.Same<Lane1<T>, T>(max), ref i);
            return max + T.Log(Across.Sum<V, T>(sum) + Across.Sum<Lane1<T>, T>(rest));
        }

        [MethodImpl(Always)]
        readonly V Exponentials<V>(T* x, V max, ref int i) where V : struct, ISimdLane<V>
        {
            var sum = V.Zero;
            for (; i <= Settings.Classes - V.Width; i += V.Width) sum += V.Exp(V.Load(x, i) - max);
            return sum;
        }

        [MethodImpl(Always)]
        readonly T Loss<V>(T* x, T logSum, int label) where V : struct, ISimdLane<V>
        {
            var weight = Settings.Weights == null ? T.One : Settings.Weights[label];
            var loss = weight * (logSum - x[label]);
            if (Settings.Smoothing == T.Zero) return loss;
            var logits = Settings.Weights == null
                ? RowSums.Sum<V, T, RowSums.First<T>>(x, x, Settings.Classes, default)
                : RowSums.Sum<V, T, RowSums.Centred<T>>(Settings.Weights, x, Settings.Classes, new(T.Zero));
            var spread = (Settings.WeightSum * logSum - logits) / T.CreateTruncating(Settings.Classes);
            return (T.One - Settings.Smoothing) * loss + Settings.Smoothing * spread;
        }
    }

    /// <summary>
    /// dx[c] = scale (a exp(x[c] - lse) - (1 - ε) w[t] [c = t] - ε / C w[c]), a = (1 - ε) w[t] + ε / C Σ w; zero for ignored rows.
    /// The scale is <paramref name="scales"/>[row], or [0] for all rows where <paramref name="perRow"/> is false.
    /// </summary>
    internal static void Backward<T>(T* scales, bool perRow, T* x, T* logSums, T* dx, long rows, CrossEntropySettings<T> settings)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneRange.For<T, BackwardBody<T>>(rows, Grain.Of(settings.Classes),
            new() { Scales = scales, PerRow = perRow, X = x, LogSums = logSums, Dx = dx, Settings = settings });

    struct BackwardBody<T> : ILaneRange<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* Scales, X, LogSums, Dx;
        internal bool PerRow;
        internal CrossEntropySettings<T> Settings;

        [MethodImpl(Hot)]
        public readonly void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            var spread = Settings.Smoothing / T.CreateTruncating(Settings.Classes);
            for (var row = start; row < end; row++)
            {
                T* x = X + row * Settings.Classes, dx = Dx + row * Settings.Classes;
                if (Settings.Labels[row] == Settings.Ignored)
                {
                    new Span<T>(dx, Settings.Classes).Clear();
                    continue;
                }
                var label = (int)Settings.Labels[row];
                var scale = Scales[PerRow ? row : 0];
                var hit = (T.One - Settings.Smoothing) * (Settings.Weights == null ? T.One : Settings.Weights[label]);
                var factor = scale * (hit + spread * Settings.WeightSum);
                var i = 0;
                Probabilities(x, dx, Across.Same<V, T>(LogSums[row]), Across.Same<V, T>(factor), ref i);
                Probabilities(x, dx, Across.Same<Lane1<T>, T>(LogSums[row]), Across.Same<Lane1<T>, T>(factor), ref i);
                if (spread != T.Zero)
                    for (var c = 0; c < Settings.Classes; c++)
                        dx[c] -= scale * spread * (Settings.Weights == null ? T.One : Settings.Weights[c]);
                dx[label] -= scale * hit;
            }
        }

        [MethodImpl(Always)]
        readonly void Probabilities<V>(T* x, T* dx, V logSum, V factor, ref int i) where V : struct, ISimdLane<V>
        {
            for (; i <= Settings.Classes - V.Width; i += V.Width) V.Store(V.Exp(V.Load(x, i) - logSum) * factor, dx, i);
        }
    }
}
