namespace Flint;

/// <summary>How the vectors of a bag become one.</summary>
public enum EmbeddingBagMode
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest of each component.</summary>
    Max,
}

/// <summary>Bags of vectors of a table.</summary>
public static class EmbeddingBagOps
{
    extension(Tensor weight)
    {
        /// <summary>One vector per bag of ids: the sum, mean or maximum of their rows of this [V, D] table; zeros for an empty bag.</summary>
        /// <param name="ids">[bags, length], or with offsets all ids one after the other. Int64 or Int32.</param>
        /// <param name="offsets">[bags], where each bag begins, ascending from 0.</param>
        /// <param name="mode">Mean where not given.</param>
        /// <param name="perSampleWeights">Of the ids' shape: factors of the rows; for sums only.</param>
        /// <returns>[bags, D].</returns>
        /// <exception cref="ShapeException">Shapes do not fit, or offsets do not ascend from 0.</exception>
        /// <exception cref="TensorIndexException">An id is out of range.</exception>
        /// <exception cref="ArgumentException">There are weights, and the mode is not sum.</exception>
        public Tensor EmbeddingBag(Tensor ids, Tensor? offsets = null, EmbeddingBagMode mode = EmbeddingBagMode.Mean, Tensor? perSampleWeights = null)
        {
            if (offsets is null ? ids.Rank != 2 : ids.Rank != 1)
                throw new ShapeException($"EmbeddingBag expects ids of [bags, length], or [n] with offsets, but got {ids.Shape} {(offsets is null ? "without" : "with")} offsets.");
            if (perSampleWeights is not null && mode != EmbeddingBagMode.Sum)
                throw new ArgumentException($"EmbeddingBag takes weights per sample for sums only, but the mode is {mode}.", nameof(perSampleWeights));
            if (perSampleWeights is not null && perSampleWeights.Shape != ids.Shape)
                throw new ShapeException($"EmbeddingBag of ids {ids.Shape} expects weights of their shape, but got {perSampleWeights.Shape}.");
            var starts = offsets is null ? Enumerable.Range(0, ids.Size(0)).Select(b => (long)b * ids.Size(1)).ToArray() : Starts(offsets, ids.Count);
            var rows = weight.Embedding(ids.Reshape(-1));
            if (perSampleWeights is not null) rows *= perSampleWeights.Reshape(-1, 1);
            return Bags(rows, starts, mode);
        }
    }

    /// <summary>Every bag filled up to the longest with one more row, of zeros or, for maxima, -inf.</summary>
    static Tensor Bags(Tensor rows, long[] starts, EmbeddingBagMode mode)
    {
        var (count, width) = (rows.Size(0), rows.Size(1));
        var sizes = starts.Select((start, b) => (b + 1 < starts.Length ? starts[b + 1] : count) - start).ToArray();
        var longest = (int)sizes.Append(1).Max();
        var at = new long[starts.Length * longest];
        for (var i = 0; i < at.Length; i++) at[i] = i % longest < sizes[i / longest] ? starts[i / longest] + i % longest : count;
        var filler = Tensor.Full([1, width], mode == EmbeddingBagMode.Max ? double.NegativeInfinity : 0, rows.DType);
        var bags = Tensor.Concat([rows, filler]).IndexSelect(0, Tensor.Wrap(at, [at.Length])).Reshape(starts.Length, longest, width);
        Tensor Column(Func<long, double> value) => Tensor.Wrap(Array.ConvertAll(sizes, size => value(size)), [sizes.Length, 1]).To(rows.DType);
        return mode switch
        {
            EmbeddingBagMode.Sum => bags.Sum(1),
            EmbeddingBagMode.Mean => bags.Sum(1) / Column(size => Math.Max(1, size)),
            _ => Tensor.Where(Column(size => size).Eq(0), Tensor.Scalar(0, rows.DType), bags.Max(1).Values),
        };
    }

    static long[] Starts(Tensor offsets, long ids)
    {
        if (offsets.Rank != 1 || offsets.DType is not (DType.Int64 or DType.Int32))
            throw new ShapeException($"EmbeddingBag expects offsets of [bags], Int64 or Int32, but got {offsets.DType} of {offsets.Shape}.");
        var starts = offsets.To(DType.Int64).ToArray<long>();
        for (var b = 0; b < starts.Length; b++)
            if (b == 0 ? starts[0] != 0 : starts[b] < starts[b - 1] || starts[b] > ids)
                throw new ShapeException($"EmbeddingBag expects offsets that ascend from 0 to at most {ids}, but number {b} is {starts[b]}.");
        return starts;
    }
}
