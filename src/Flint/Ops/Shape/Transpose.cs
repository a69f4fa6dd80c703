namespace Flint;

/// <summary>Other orders of the dimensions: views, no element moves.</summary>
public static class TransposeOps
{
    extension(Tensor x)
    {
        /// <summary>Swaps two dimensions.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Transpose(int dim0, int dim1)
        {
            var order = Enumerable.Range(0, x.Rank).ToArray();
            var (a, b) = (x.Dim(dim0), x.Dim(dim1));
            (order[a], order[b]) = (b, a);
            return x.Permute(order);
        }

        /// <summary>The transposed matrix; the last two dimensions of a batch of matrices; itself for fewer than two dimensions.</summary>
        public Tensor T => x.Rank < 2 ? x : x.Transpose(-2, -1);

        /// <summary>Dimension i of the result is dimension <c>dims[i]</c> of this.</summary>
        /// <exception cref="ShapeException">The numbers are not a permutation of the dimensions.</exception>
        public Tensor Permute(params ReadOnlySpan<int> dims)
        {
            if (dims.Length != x.Rank) throw NotAPermutation(x, dims);
            var (sizes, strides, inverse) = (new int[x.Rank], new long[x.Rank], new int[x.Rank]);
            var seen = 0UL;
            for (var i = 0; i < dims.Length; i++)
            {
                var d = x.Dim(dims[i]);
                if ((seen & (1UL << d)) != 0) throw NotAPermutation(x, dims);
                seen |= 1UL << d;
                sizes[i] = x.Layout.Sizes[d];
                strides[i] = x.Layout.Strides[d];
                inverse[d] = i;
            }
            var view = x.Alias(new(sizes, strides), x.Offset);
            return Tape.Tracks(x) ? Tape.Record(view, x, dy => dy.Permute(inverse)) : view;
        }
    }

    static ShapeException NotAPermutation(Tensor x, ReadOnlySpan<int> dims) =>
        new($"Permute of shape {x.Shape} needs each of its {x.Rank} dimensions once, but got [{string.Join(", ", dims.ToArray())}].");
}
