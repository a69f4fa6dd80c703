using Flint.Kernels;

namespace Flint;

/// <summary>Elements by their number in row-major order, and one index per element along a dimension with broadcasting.</summary>
public static class TakeOps
{
    extension(Tensor x)
    {
        /// <summary>The elements with these row-major numbers; the shape of the index. Negative numbers count from the end.</summary>
        /// <exception cref="TensorIndexException">A number is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32.</exception>
        public Tensor Take(Tensor index)
        {
            var ids = Numbers("Take", x, index);
            return IndexSelectOps.Rows("Take", x.Reshape(-1), ids, 0, index.Shape, skip: -1);
        }

        /// <summary>
        /// A copy of x whose elements with these row-major numbers are those of <paramref name="source"/>, or have them added. Of equal
        /// numbers, the last counts; sums are made in the order of the index.
        /// </summary>
        /// <param name="index">Int64 or Int32; negative numbers count from the end.</param>
        /// <param name="source">As many values as the index has, of x's dtype.</param>
        /// <param name="accumulate">Adds instead of replacing.</param>
        /// <exception cref="ShapeException">The numbers of indices and values differ.</exception>
        /// <exception cref="TensorIndexException">A number is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32, or the source is of another dtype than x.</exception>
        public Tensor Put(Tensor index, Tensor source, bool accumulate = false)
        {
            if (index.Count != source.Count)
                throw new ShapeException($"Put expects as many values as indices, but got index {index.Shape} and source {source.Shape}.");
            var ids = Numbers("Put", x, index);
            return Scattering.Write("Put", x.Reshape(-1), 0, ids, source.Reshape(-1), accumulate ? ScatterMode.Add : ScatterMode.Set).Reshape(x.Shape);
        }

        /// <summary>As <c>Gather</c>, but x and the index broadcast in the other dimensions: takes what ArgSort and ArgMax with keepDim give.</summary>
        /// <param name="index">Int64 or Int32, of x's rank.</param>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <exception cref="ShapeException">The ranks differ, or other sizes do not broadcast.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32.</exception>
        public Tensor TakeAlongDim(Tensor index, int dim)
        {
            var d = x.Dim(dim);
            if (index.Rank != x.Rank) throw new ShapeException($"TakeAlongDim of {x.Shape} expects an index of {x.Rank} dimensions, but got {index.Shape}.");
            var (a, b) = (x.Shape.ToArray(), index.Shape.ToArray());
            a[d] = b[d] = 1;
            var shape = Broadcasting.Sizes(a, b);
            var (source, ids) = ((int[])shape.Clone(), (int[])shape.Clone());
            (source[d], ids[d]) = (x.Size(d), index.Size(d));
            return x.Expand(source).Gather(d, index.Expand(ids));
        }

        /// <summary>The elements of x, taken as 1-D, at these row-major numbers.</summary>
        /// <inheritdoc cref="Take(Tensor, Tensor)" path="/exception"/>
        public Tensor TakeAlongDim(Tensor index) => x.Reshape(-1).TakeAlongDim(index.Reshape(-1), 0);
    }

    static Tensor Numbers(string operation, Tensor x, Tensor index) =>
        Indices.Checked(operation, "index", Indices.FromStart(index.Reshape(-1), x.Count), checked((int)x.Count), $"{x.Shape} has {x.Count} elements");
}
