using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Attention of one query a head, as each step of generation asks for: two products of a vector with a matrix, which read keys and values once;
/// a panel of queries would do a tile's width of work for one.
/// </summary>
readonly unsafe struct AttentionOneQuery<T>(AttentionOperands<T> x) : IRangeBody where T : unmanaged, IFloatingPointIeee754<T>
{
    internal static bool Applies(in AttentionOperands<T> x) => x.L == 1 && x.Keep == 1 && x.S > 0 && x.E > 0 && x.Ev > 0;

    internal void Run()
    {
        var body = this;
        Threads.For(x.Heads, Grain.Of((long)x.S * (x.E + x.Ev)), ref body);
    }

    public void Run(long start, long end)
    {
        var keys = x.IsCausal ? 1 : x.S;
        var storage = Storage.Allocate((long)keys * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var scores = (T*)GemmProblem<T>.Align(memory);
            for (var head = (int)start; head < end; head++)
            {
                Gemm.Multiply<T>(1, keys, x.E, new(x.Q + x.QAt[head], x.QRow, 1), new(x.K + x.KAt[head], 1, x.KRow), new(scores, keys));
                x.LogSums[head] = Weights(head, keys, scores);
                Gemm.Multiply<T>(1, x.Ev, keys, new(scores, keys, 1), new(x.V + x.VAt[head], x.VRow, 1), new(x.Output + (nint)head * x.Ev, x.Ev));
            }
        }
        storage.Release();
    }

    /// <summary>Scores to weights; the log-sum-exp. No weights, and plus infinity, where all keys are masked out.</summary>
    T Weights(int head, int keys, T* scores)
    {
        var max = T.NegativeInfinity;
        LaneRange.For<T, MaskedScores>(1, 1, new(scores, x.Mask == null ? null : x.Mask + x.MaskAt[head], keys, x.Scale, &max));
        if (max == T.NegativeInfinity)
        {
            new Span<T>(scores, keys).Clear();
            return T.PositiveInfinity;
        }
        SoftmaxRows.Forward<T, SoftmaxForm>(scores, scores, 1, keys);
        // The greatest weight is exp(max - log-sum-exp).
        var greatest = T.Zero;
        for (var j = 0; j < keys; j++) greatest = T.Max(greatest, scores[j]);
        return max - T.Log(greatest);
    }

    /// <summary>s = s scale + mask, and the greatest.</summary>
    readonly struct MaskedScores(T* s, T* mask, int keys, T scale, T* max) : ILaneRange<T>
    {
        [MethodImpl(Hot)]
        public void Run<V>(long start, long end) where V : struct, ISimdLane<V>
        {
            var j = 0;
            Scale(Across.Same<V, T>(scale), ref j);
            Scale(Across.Same<Lane1<T>, T>(scale), ref j);
            *max = SoftmaxRows.Max<V, T>(s, keys);
        }

        [MethodImpl(Always)]
        void Scale<V>(V factor, ref int j) where V : struct, ISimdLane<V>
        {
            for (; j <= keys - V.Width; j += V.Width)
                V.Store(mask == null ? V.Load(s, j) * factor : V.Fma(V.Load(s, j), factor, V.Load(mask, j)), s, j);
        }
    }
}
