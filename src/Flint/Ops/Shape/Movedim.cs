namespace Flint;

/// <summary>Dimensions moved, merged and added, under PyTorch's and NumPy's names.</summary>
public static class MovedimOps
{
    extension(Tensor x)
    {
        /// <summary>Dimension <paramref name="source"/> moved to <paramref name="destination"/>, the others in their order: a view.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Movedim(int source, int destination) => x.Movedim([source], [destination]);

        /// <summary>Several dimensions moved, the others in their order: a view.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or one is named twice.</exception>
        /// <exception cref="ShapeException">There are not as many sources as destinations.</exception>
        public Tensor Movedim(ReadOnlySpan<int> source, ReadOnlySpan<int> destination)
        {
            if (source.Length != destination.Length)
                throw new ShapeException($"Movedim expects one destination per source, but got {source.Length} sources and {destination.Length} destinations.");
            var order = new int[x.Rank];
            Array.Fill(order, -1);
            for (var i = 0; i < source.Length; i++)
            {
                ref var place = ref order[x.Dim(destination[i])];
                var from = x.Dim(source[i]);
                if (place >= 0 || order.Contains(from)) throw new TensorIndexException($"Movedim of {x.Shape} names a dimension twice: name each once.");
                place = from;
            }
            var rest = new Queue<int>(Enumerable.Range(0, x.Rank).Except(order));
            for (var d = 0; d < order.Length; d++)
                if (order[d] < 0) order[d] = rest.Dequeue();
            return x.Permute(order);
        }

        /// <summary>NumPy's name of Movedim.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Moveaxis(int source, int destination) => x.Movedim(source, destination);

        /// <summary>NumPy's name of Transpose.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Swapaxes(int axis0, int axis1) => x.Transpose(axis0, axis1);

        /// <summary>PyTorch's other name of Transpose.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Swapdims(int dim0, int dim1) => x.Transpose(dim0, dim1);

        /// <summary>The elements in row-major order, 1-D: a view where the memory allows it.</summary>
        public Tensor Ravel() => x.Reshape(-1);

        /// <summary>The elements in the other tensor's shape, always a view.</summary>
        /// <exception cref="ShapeException">The counts differ, or the strides do not allow a view.</exception>
        public Tensor ViewAs(Tensor other)
        {
            var view = x.Reshape(other.Shape);
            return ReferenceEquals(view.Storage, x.Storage) ? view
                : throw new ShapeException($"ViewAs cannot show the strided shape {x.Shape} as {other.Shape} without a copy: use ReshapeAs.");
        }

        /// <summary>The elements in the other tensor's shape, a copy where a view is not possible.</summary>
        /// <exception cref="ShapeException">The counts differ.</exception>
        public Tensor ReshapeAs(Tensor other) => x.Reshape(other.Shape);

        /// <summary>A scalar as [1]; else unchanged.</summary>
        public Tensor Atleast1d() => x.Rank == 0 ? x.Reshape(1) : x;

        /// <summary>A vector as one row [1, n], a scalar as [1, 1]; else unchanged.</summary>
        public Tensor Atleast2d() => x.Rank < 2 ? x.Atleast1d().Unsqueeze(0) : x;

        /// <summary>A matrix as [m, n, 1], a vector as [1, n, 1], a scalar as [1, 1, 1]; else unchanged.</summary>
        public Tensor Atleast3d() => x.Rank < 3 ? x.Atleast2d().Unsqueeze(-1) : x;
    }
}
