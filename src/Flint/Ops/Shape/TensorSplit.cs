namespace Flint;

/// <summary>Cut into pieces: views.</summary>
public static class TensorSplitOps
{
    extension(Tensor x)
    {
        /// <summary>So many pieces along a dimension; the first ones are one longer where it does not divide.</summary>
        /// <exception cref="ShapeException">The number is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor[] TensorSplit(int sections, int dim = 0)
        {
            if (sections < 1) throw new ShapeException($"TensorSplit expects 1 section or more, but got {sections}.");
            var (each, more) = Math.DivRem(x.Size(dim), sections);
            return x.Split([.. Enumerable.Range(0, sections).Select(i => i < more ? each + 1 : each)], dim);
        }

        /// <summary>Cut at these positions: [2, 5] gives positions 0 to 1, 2 to 4, and 5 on. Cuts beyond the ends give empty pieces.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor[] TensorSplit(ReadOnlySpan<int> indices, int dim = 0)
        {
            var (size, start) = (x.Size(dim), 0);
            var pieces = new Tensor[indices.Length + 1];
            for (var i = 0; i < pieces.Length; i++)
            {
                var end = i == indices.Length ? size : Math.Clamp(indices[i] < 0 ? indices[i] + size : indices[i], 0, size);
                pieces[i] = x.Narrow(dim, start, Math.Max(0, end - start));
                start = end;
            }
            return pieces;
        }

        /// <summary>Equal pieces from left to right: along dimension 1, of a vector along its only one.</summary>
        /// <exception cref="ShapeException">There is no dimension, or the number does not divide it.</exception>
        public Tensor[] HSplit(int sections) => Equal("HSplit", x, sections, x.Rank == 1 ? 0 : 1, 1);

        /// <summary>Cut from left to right at these positions.</summary>
        /// <exception cref="ShapeException">There is no dimension.</exception>
        public Tensor[] HSplit(ReadOnlySpan<int> indices) => Ranked("HSplit", x, 1).TensorSplit(indices, x.Rank == 1 ? 0 : 1);

        /// <summary>Equal pieces from top to bottom: along dimension 0.</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions, or the number does not divide it.</exception>
        public Tensor[] VSplit(int sections) => Equal("VSplit", x, sections, 0, 2);

        /// <summary>Cut from top to bottom at these positions.</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        public Tensor[] VSplit(ReadOnlySpan<int> indices) => Ranked("VSplit", x, 2).TensorSplit(indices);

        /// <summary>Equal pieces in depth: along dimension 2.</summary>
        /// <exception cref="ShapeException">There are fewer than three dimensions, or the number does not divide it.</exception>
        public Tensor[] DSplit(int sections) => Equal("DSplit", x, sections, 2, 3);

        /// <summary>Cut in depth at these positions.</summary>
        /// <exception cref="ShapeException">There are fewer than three dimensions.</exception>
        public Tensor[] DSplit(ReadOnlySpan<int> indices) => Ranked("DSplit", x, 3).TensorSplit(indices, 2);

        /// <summary>One view per position of a dimension, which disappears.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor[] Unbind(int dim = 0) => [.. Enumerable.Range(0, x.Size(dim)).Select(i => x.Select(dim, i))];
    }

    static Tensor[] Equal(string operation, Tensor x, int sections, int dim, int rank)
    {
        if (sections < 1 || Ranked(operation, x, rank).Size(dim) % sections != 0)
            throw new ShapeException($"{operation} cannot cut dimension {dim} of {x.Shape} into {sections} equal pieces: TensorSplit makes unequal ones.");
        return x.TensorSplit(sections, dim);
    }

    static Tensor Ranked(string operation, Tensor x, int rank) =>
        x.Rank >= rank ? x : throw new ShapeException($"{operation} expects {rank} dimension{(rank == 1 ? "" : "s")} or more, but got {x.Shape}.");
}
