using Flint.Kernels;
using Flint.NN;

namespace Flint;

/// <summary>Attention.</summary>
public static class AttentionOps
{
    extension(Tensor query)
    {
        /// <summary>
        /// softmax(scale Q Kᵀ + mask) V over the last two dimensions: query [..., L, E], key [..., S, E] and value [..., S, Ev] give
        /// [..., L, Ev]; leading dimensions broadcast. Computed tile by tile: memory grows with L + S, not with L S, forward and
        /// backward. Sources: Vaswani et al., "Attention is all you need", 2017; Dao et al., "FlashAttention", 2022.
        /// </summary>
        /// <remarks>
        /// A query that no key is allowed to gives zeros and no gradient, as in PyTorch since 2.5 (before: NaN). A mask that wants a
        /// gradient, and gradients of gradients, are computed with the whole [L, S] weights.
        /// </remarks>
        /// <param name="key">[..., S, E].</param>
        /// <param name="value">[..., S, Ev].</param>
        /// <param name="attnMask">Broadcast to [..., L, S]: Bool, true where the key takes part, or floating, added to the scores.</param>
        /// <param name="dropoutP">Probability with which a weight becomes 0, the others divided by 1 - p. Applies whenever above 0: pass 0 in evaluation.</param>
        /// <param name="isCausal">Query i sees the keys 0 to i only. Not together with a mask.</param>
        /// <param name="scale">Factor of the scores; 1/√E where not given.</param>
        /// <param name="generator">Where dropout's random bits come from; the thread's ambient generator where not given.</param>
        /// <exception cref="ShapeException">Sizes do not fit or do not broadcast.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype, or the mask is neither Bool nor floating.</exception>
        /// <exception cref="ArgumentException">A mask is given together with isCausal, or dropoutP is not in 0 to 1.</exception>
        public Tensor ScaledDotProductAttention(
            Tensor key, Tensor value, Tensor? attnMask = null, double dropoutP = 0, bool isCausal = false, double? scale = null, Generator? generator = null)
        {
            AttentionCheck.Operands(query, key, value, attnMask, dropoutP, isCausal);
            var batch = AttentionCheck.Batch(query, key, value, attnMask);
            var (q, k, v) = (Over(query, batch), Over(key, batch), Over(value, batch));
            var mask = attnMask is null ? null : Additive(attnMask, q.DType);
            int[] weights = [.. batch, q.Size(-2), k.Size(-2)];
            var rows = weights[..^1].Aggregate(1L, (n, size) => n * size);
            var start = dropoutP > 0 ? (generator ?? Random.Generator).Take(AttentionDropout.Words(rows, weights[^1])) : default;
            var task = new AttentionTask(q, k, v, mask, scale ?? 1 / Math.Sqrt(Math.Max(1, q.Size(-1))), isCausal, 1 - dropoutP, start);
            return mask is not null && Tape.Tracks(mask) && weights[^1] > 0
                ? AttentionFormula.Forward(task, weights)
                : Fused(task with { Mask = mask is null ? null : MaskRows(mask.Detach(), weights) }, weights);
        }
    }

    static Tensor Fused(AttentionTask task, int[] weights)
    {
        var (q, k, v) = (task.Query, task.Key, task.Value);
        var rows = task with { Query = Rows(q), Key = Rows(k), Value = Rows(v) };
        int[] sizes = [.. weights[..^1], v.Size(-1)];
        if (weights[^1] == 0 || task.Keep == 0) return Tape.Record(Tensor.Zeros(new Shape(sizes), q.DType), [q, k, v], (dy, wanted) => Zeros(dy, wanted, q, k, v));
        var (output, logSums) = (Tensor.Empty(new Shape(sizes), q.DType), Tensor.Empty(new Shape(weights[..^1]), q.DType.Finer));
        if (logSums.Count > 0 && !ProductCount.Takes(output, logSums.Count * weights[^1] * (q.Size(-1) + v.Size(-1)))) q.Device.Attention(rows, output, logSums);
        return Tape.Record(output, [q, k, v], (dy, wanted) =>
        {
            if (Tape.Enabled) return AttentionFormula.Gradients(task, dy, weights);
            if (logSums.Count == 0) return Zeros(dy, wanted, q, k, v);
            var (dq, dk, dv) = (Tensor.EmptyLike(q), Tensor.EmptyLike(k), Tensor.EmptyLike(v));
            dy.Device.AttentionGradient(rows, output, logSums, dy.Contiguous(), dq, dk, dv);
            return [wanted[0] ? dq : null, wanted[1] ? dk : null, wanted[2] ? dv : null];
        }, q, k, v, output, rows.Mask ?? output);
    }

    static Tensor?[] Zeros(Tensor dy, ReadOnlySpan<bool> wanted, params ReadOnlySpan<Tensor> inputs)
    {
        var zeros = new Tensor?[inputs.Length];
        for (var i = 0; i < zeros.Length; i++) zeros[i] = wanted[i] ? Composite.Zeros(inputs[i], dy) : null;
        return zeros;
    }

    static Tensor Over(Tensor x, int[] batch) => x.Expand(new Shape([.. batch, x.Size(-2), x.Size(-1)]));

    /// <summary>The same values with contiguous rows, which the kernel reads in place.</summary>
    static Tensor Rows(Tensor x) => x.Strides[^1] == 1 ? x.Detach() : x.Detach().Contiguous();

    static Tensor MaskRows(Tensor mask, int[] weights)
    {
        if (mask.Rank == 0) mask = mask.Reshape(1);
        return Rows(mask.Expand([.. mask.Layout.Sizes[..^1], weights[^1]])).Expand(new Shape(weights));
    }

    static Tensor Additive(Tensor mask, DType dtype) => mask.DType == DType.Bool
        ? Tensor.Where(mask, Tensor.Scalar(0, dtype), Tensor.Scalar(double.NegativeInfinity, dtype))
        : mask.To(dtype);
}
