using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>A block of scores: so many keys against a panel of queries.</summary>
readonly record struct AttentionBlock(int Head, int Query, int Queries, int Key, int Keys);

/// <summary>
/// What attention does between its products to a block of transposed scores: [keys, lanes], a lane for each query. Scores are in the
/// unit of the exponential, base 2 for floats.
/// </summary>
static unsafe class AttentionColumns
{
    /// <summary>Queries as panels of <paramref name="lanes"/>, [E, lanes] each, scaled so that scores need no factor.</summary>
    internal static void Queries<T>(in AttentionOperands<T> x, int lanes, T* q, int count, T* panels) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Packing.Panels(panels, lanes, count, q, x.QRow, 1, x.E);
        var padded = (nint)(count + lanes - 1) / lanes * lanes;
        LaneRange.For<T, ScaleBody<T>>(1, 1, new(panels, padded * x.E, x.Scale * AttentionExponential.Unit<T>()));
    }

    /// <summary>Elements of scratch that masks and dropout need.</summary>
    internal static int Scratch<T>(in AttentionOperands<T> x, int lanes) where T : unmanaged =>
        x.Keep != 1 ? 2 * lanes * Tuning.AttentionKeys : x.Mask != null ? lanes * Tuning.AttentionKeys : 0;

    /// <summary>Adds the mask to scores, and hides what is later than a query.</summary>
    internal static void Mask<T>(in AttentionOperands<T> x, in AttentionBlock block, int lanes, T* scores, T* scratch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Mask != null)
        {
            Packing.Strip(scratch, lanes, block.Queries, x.Mask + x.MaskAt[block.Head] + block.Query * x.MaskRow + block.Key, x.MaskRow, 1, block.Keys);
            LaneRange.For<T, AddBody<T>>(1, 1, new(scores, scratch, (nint)lanes * block.Keys, AttentionExponential.Unit<T>()));
        }
        if (!x.IsCausal) return;
        for (var j = Math.Max(0, block.Query - block.Key + 1); j < block.Keys; j++)
            new Span<T>(scores + (nint)j * lanes, Math.Min(lanes, block.Key + j - block.Query)).Fill(T.NegativeInfinity);
    }

    /// <summary>What dropout multiplies weights by, [keys, lanes], in the first half of the scratch.</summary>
    internal static void Dropout<T>(in AttentionOperands<T> x, in AttentionBlock block, int lanes, T* scratch) where T : unmanaged
    {
        T* rows = scratch + lanes * Tuning.AttentionKeys;
        for (var i = 0; i < block.Queries; i++)
            x.Dropout(block.Head, block.Query + i, block.Key, block.Keys, rows + (nint)i * Tuning.AttentionKeys);
        Packing.Strip(scratch, lanes, block.Queries, rows, Tuning.AttentionKeys, 1, block.Keys);
    }

    /// <summary>
    /// Scores to exp(score - running maximum), dropped where dropout says; maxima and sums move on, and what the outputs [Ev, lanes]
    /// hold is scaled to the new maximum.
    /// </summary>
    internal static void Weights<T>(
        in AttentionOperands<T> x, in AttentionBlock block, int lanes, T* scores, T* maxima, T* sums, T* outputs, T* scratch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Mask(x, block, lanes, scores, scratch);
        LaneRange.For<T, SoftmaxBody<T>>(1, 1, new(scores, block.Keys, lanes, maxima, sums, outputs, block.Key > 0 ? x.Ev : 0));
        if (x.Keep == 1) return;
        Dropout(x, block, lanes, scratch);
        LaneRange.For<T, MultiplyBody<T>>(1, 1, new(scores, scratch, (nint)lanes * block.Keys));
    }

    /// <summary>Divides outputs by their sums, stores them as rows, and the log-sum-exp of each query.</summary>
    [MethodImpl(Inlining.Hot)]
    internal static void Finish<T>(in AttentionOperands<T> x, int head, int first, int queries, int lanes, T* maxima, T* sums, T* outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < lanes; i++)
        {
            var (max, sum) = (maxima[i], sums[i]);
            var isMaskedOut = sum == T.Zero;
            if (i < queries)
                x.LogSums[(nint)head * x.L + first + i] = isMaskedOut ? T.PositiveInfinity : max / AttentionExponential.Unit<T>() + T.Log(sum);
            sums[i] = isMaskedOut ? T.Zero : T.One / sum;
        }
        LaneRange.For<T, ScaleColumnsBody<T>>(1, 1, new(outputs, x.Ev, lanes, sums));
        Packing.Strip(x.Output + ((nint)head * x.L + first) * x.Ev, x.Ev, x.Ev, outputs, lanes, 1, queries);
    }
}
