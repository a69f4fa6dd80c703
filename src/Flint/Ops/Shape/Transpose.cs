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

        /// <summary>The transposed matrix; itself for fewer than two dimensions.</summary>
        /// <exception cref="ShapeException">There are more than two dimensions.</exception>
        public Tensor T => x.Rank switch
        {
            < 2 => x,
            2 => x.Transpose(0, 1),
            _ => throw new ShapeException($"T transposes a matrix, but shape {x.Shape} has {x.Rank} dimensions: MT swaps the last two, Permute gives any order."),
        };

        /// <summary>The transposed matrices of a batch: the last two dimensions swapped.</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        public Tensor MT => x.Rank >= 2
            ? x.Transpose(-2, -1)
            : throw new ShapeException($"MT swaps the last two dimensions, but shape {x.Shape} has {x.Rank}.");

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
