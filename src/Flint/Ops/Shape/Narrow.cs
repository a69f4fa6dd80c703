namespace Flint;

/// <summary>Parts of one dimension: views.</summary>
public static class NarrowOps
{
    extension(Tensor x)
    {
        /// <summary>Positions start to start + length - 1 of dimension <paramref name="dim"/>.</summary>
        /// <exception cref="TensorIndexException">The part reaches beyond the dimension.</exception>
        public Tensor Narrow(int dim, int start, int length)
        {
            var d = x.Dim(dim);
            if (start < 0 || length < 0 || (long)start + length > x.Layout.Sizes[d])
                throw new TensorIndexException($"Narrow asked for positions {start} to {(long)start + length} of dimension {d}, which has size {x.Layout.Sizes[d]} in shape {x.Shape}.");
            return x[At(d, start..(start + length))];
        }

        /// <summary>Position <paramref name="index"/> of dimension <paramref name="dim"/>, which disappears.</summary>
        /// <exception cref="TensorIndexException">The index is out of range.</exception>
        public Tensor Select(int dim, int index) => x[At(x.Dim(dim), index)];

        /// <summary>Pieces of <paramref name="size"/> along a dimension, the last one shorter where it does not divide.</summary>
        public Tensor[] Split(int size, int dim = 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
            var total = x.Size(dim);
            var pieces = new Tensor[Math.Max((total + size - 1) / size, 1)];
            for (var i = 0; i < pieces.Length; i++) pieces[i] = x.Narrow(dim, i * size, Math.Min(size, total - i * size));
            return pieces;
        }

        /// <summary>Pieces of the given sizes along a dimension.</summary>
        /// <exception cref="ShapeException">The sizes do not add up to the dimension's, or one is negative.</exception>
        public Tensor[] Split(ReadOnlySpan<int> sizes, int dim = 0)
        {
            var (pieces, start) = (new Tensor[sizes.Length], 0);
            var total = 0L;
            foreach (var size in sizes)
                total += size >= 0 ? size : throw new ShapeException($"Split sizes must be 0 or more, but got [{string.Join(", ", sizes.ToArray())}].");
            if (total != x.Size(dim))
                throw new ShapeException($"Split sizes [{string.Join(", ", sizes.ToArray())}] add up to {total}, but dimension {dim} of shape {x.Shape} has size {x.Size(dim)}.");
            for (var i = 0; i < pieces.Length; start += sizes[i++]) pieces[i] = x.Narrow(dim, start, sizes[i]);
            return pieces;
        }

        /// <summary>At most <paramref name="count"/> pieces of equal size (the last may be shorter), as PyTorch's chunk.</summary>
        public Tensor[] Chunk(int count, int dim = 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
            return x.Split(Math.Max((x.Size(dim) + count - 1) / count, 1), dim);
        }
    }

    internal static TensorIndex[] At(int dim, TensorIndex entry)
    {
        var entries = new TensorIndex[dim + 1];
        Array.Fill(entries, Range.All);
        entries[dim] = entry;
        return entries;
    }
}
