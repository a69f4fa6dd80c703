namespace Flint;

/// <summary>Tensors side by side in NumPy's manner, and blocks on a diagonal.</summary>
public static class StacksOps
{
    extension(Tensor)
    {
        /// <summary>Side by side: vectors along their only dimension, others along dimension 1.</summary>
        /// <exception cref="ShapeException">Other sizes differ.</exception>
        public static Tensor HStack(params IReadOnlyList<Tensor> tensors)
        {
            Tensor[] parts = [.. tensors.Select(x => x.Atleast1d())];
            return Tensor.Concat(parts, parts is [{ Rank: 1 }, ..] or [] ? 0 : 1);
        }

        /// <summary>One below the other: along dimension 0, vectors as rows.</summary>
        /// <exception cref="ShapeException">Other sizes differ.</exception>
        public static Tensor VStack(params IReadOnlyList<Tensor> tensors) => Tensor.Concat([.. tensors.Select(x => x.Atleast2d())]);

        /// <summary>PyTorch's other name of VStack.</summary>
        /// <exception cref="ShapeException">Other sizes differ.</exception>
        public static Tensor RowStack(params IReadOnlyList<Tensor> tensors) => Tensor.VStack(tensors);

        /// <summary>One behind the other: along dimension 2.</summary>
        /// <exception cref="ShapeException">Other sizes differ.</exception>
        public static Tensor DStack(params IReadOnlyList<Tensor> tensors) => Tensor.Concat([.. tensors.Select(x => x.Atleast3d())], 2);

        /// <summary>Side by side along dimension 1, scalars and vectors as columns.</summary>
        /// <exception cref="ShapeException">Other sizes differ.</exception>
        public static Tensor ColumnStack(params IReadOnlyList<Tensor> tensors) =>
            Tensor.Concat([.. tensors.Select(x => x.Rank < 2 ? x.Reshape(-1, 1) : x)], 1);

        /// <summary>A matrix with these matrices (vectors are rows) along its diagonal and zeros elsewhere.</summary>
        /// <exception cref="ShapeException">A tensor has more than two dimensions, or there is none.</exception>
        public static Tensor BlockDiag(params IReadOnlyList<Tensor> tensors)
        {
            if (tensors.FirstOrDefault(x => x.Rank > 2) is { } wrong) throw new ShapeException($"BlockDiag takes scalars, vectors and matrices, but got {wrong.Shape}.");
            Tensor[] blocks = [.. tensors.Select(x => x.Atleast2d())];
            var (width, left) = (blocks.Sum(x => x.Size(1)), 0);
            List<Tensor> rows = [];
            foreach (var block in blocks)
            {
                rows.Add(block.Pad([left, width - left - block.Size(1)]));
                left += block.Size(1);
            }
            return Tensor.Concat(rows);
        }

        /// <summary>The coordinates of a grid: one tensor per given vector, each of the shape of their sizes.</summary>
        /// <param name="tensors">Vectors or scalars.</param>
        /// <param name="indexing">"ij": the first vector runs along dimension 0; "xy": along dimension 1, as for pictures.</param>
        /// <exception cref="ShapeException">A tensor has more than one dimension.</exception>
        /// <exception cref="ArgumentException">The indexing is another word.</exception>
        public static Tensor[] Meshgrid(IReadOnlyList<Tensor> tensors, string indexing = "ij")
        {
            if (indexing is not ("ij" or "xy")) throw new ArgumentException($"Meshgrid knows the indexings \"ij\" and \"xy\", not \"{indexing}\".", nameof(indexing));
            if (tensors.FirstOrDefault(x => x.Rank > 1) is { } wrong) throw new ShapeException($"Meshgrid takes vectors, but got {wrong.Shape}.");
            if (indexing == "xy" && tensors.Count > 1)
            {
                var grid = Tensor.Meshgrid([tensors[1], tensors[0], .. tensors.Skip(2)]);
                (grid[0], grid[1]) = (grid[1], grid[0]);
                return grid;
            }
            int[] sizes = [.. tensors.Select(x => (int)x.Count)];
            return [.. tensors.Select((x, k) => x.Reshape([.. sizes.Select((size, d) => d == k ? size : 1)]).Expand(sizes))];
        }

        /// <summary>All combinations of one element each, one per row, the last one changing fastest.</summary>
        /// <exception cref="ShapeException">A tensor is not a vector.</exception>
        public static Tensor CartesianProd(params IReadOnlyList<Tensor> tensors) => tensors is [{ Rank: 1 } only]
            ? only
            : Tensor.Stack([.. Tensor.Meshgrid(tensors).Select(x => x.Reshape(-1))], 1);
    }
}
