namespace Flint;

/// <summary>Sums, products, means and extremes of parts that follow each other.</summary>
public static class SegmentReduceOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// Joins the first <c>lengths[0]</c> positions of a dimension, the next <c>lengths[1]</c>, and so on. An empty part gives a sum of 0, a product
        /// of 1, an infinite extreme, and a mean of NaN.
        /// </summary>
        /// <param name="reduce">How they are joined.</param>
        /// <param name="lengths">[parts], Int64 or Int32.</param>
        /// <param name="dim">The dimension, which gets one position per part.</param>
        /// <exception cref="ShapeException">The lengths are no vector, or do not add up to the dimension's size.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or the lengths are no integers.</exception>
        public Tensor SegmentReduce(ScatterReduction reduce, Tensor lengths, int dim = 0)
        {
            if (!x.DType.IsFloating) throw new DTypeException($"SegmentReduce needs a floating tensor, but got {x.DType}: convert with To(DType.Float32) first.");
            if (lengths.DType is not (DType.Int64 or DType.Int32)) throw new DTypeException($"SegmentReduce expects lengths of Int64 or Int32, but got {lengths.DType}.");
            var d = x.Dim(dim);
            long[] counts = lengths.Rank == 1 ? lengths.To(DType.Int64).ToArray<long>() : throw new ShapeException($"SegmentReduce expects a vector of lengths, but got {lengths.Shape}.");
            if (counts.Any(n => n < 0) || counts.Sum() != x.Size(d))
                throw new ShapeException($"SegmentReduce expects lengths of 0 or more that add up to {x.Size(d)}, the size of dimension {d} of {x.Shape}, but got [{string.Join(", ", counts)}].");
            var sizes = x.Shape.ToArray();
            sizes[d] = counts.Length;
            var ids = Tensor.From<long>([.. counts.SelectMany((n, part) => Enumerable.Repeat((long)part, (int)n))]);
            var empty = reduce == ScatterReduction.Mean ? double.NaN : ScatterReduceOps.Neutral(reduce);
            return Tensor.Full(new Shape(sizes), empty, x.DType).IndexReduce(d, ids, x, reduce, includeSelf: false);
        }
    }
}
