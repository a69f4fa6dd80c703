namespace Flint;

/// <summary>Places in a sorted order.</summary>
public static class SearchSortedOps
{
    extension(Tensor sorted)
    {
        /// <summary>
        /// Where each of <paramref name="values"/> belongs in this sequence, sorted along its last dimension: the number of elements below it;
        /// <paramref name="right"/>: not above it. Int64, of the shape of the values.
        /// </summary>
        /// <param name="values">Any shape for a 1-D sequence, else the sequence's but for the last dimension.</param>
        /// <param name="right">Behind equal elements instead of before them.</param>
        /// <exception cref="ShapeException">The other dimensions differ.</exception>
        public Tensor SearchSorted(Tensor values, bool right = false)
        {
            var fits = sorted.Rank == 1 || (sorted.Rank > 0 && values.Rank == sorted.Rank && values.Shape.Span[..^1].SequenceEqual(sorted.Shape.Span[..^1]));
            if (!fits)
                throw new ShapeException($"SearchSorted expects a 1-D sequence, or values of its shape but for the last dimension, but got a sequence {sorted.Shape} and values {values.Shape}.");
            var dtype = DTypes.Result(sorted, values);
            var positions = Tensor.Empty(values.Shape, DType.Int64);
            if (positions.Count > 0)
                sorted.Device.Search(sorted.Detach().To(dtype).Contiguous(), Reduction.Lifted(values.Detach().To(dtype)).Contiguous(), positions, right);
            return positions;
        }
    }
}
