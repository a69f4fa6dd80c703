namespace Flint;

/// <summary>Copies with one part replaced: the opposites of Select, a slice, Diagonal and AsStrided.</summary>
public static class SelectScatterOps
{
    extension(Tensor x)
    {
        /// <summary>A copy of x with <c>y.Select(dim, index) = source</c>.</summary>
        /// <exception cref="ShapeException">The source is not of that part's shape.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension or position.</exception>
        public Tensor SelectScatter(Tensor source, int dim, int index) => Replaced("SelectScatter", x, source, NarrowOps.At(x.Dim(dim), index));

        /// <summary>A copy of x with every <paramref name="step"/>-th position from start to below end of a dimension replaced by the source.</summary>
        /// <param name="source">The new values.</param>
        /// <param name="dim">The dimension.</param>
        /// <param name="start">The first position; negative ones count from the end.</param>
        /// <param name="end">The position behind the last one; all where not given.</param>
        /// <param name="step">The distance of positions, 1 or more.</param>
        /// <exception cref="ShapeException">The source is not of that part's shape.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor SliceScatter(Tensor source, int dim = 0, int start = 0, int? end = null, int step = 1)
        {
            var d = x.Dim(dim);
            var size = x.Size(d);
            int Place(int position) => Math.Clamp(position < 0 ? position + size : position, 0, size);
            return Replaced("SliceScatter", x, source, NarrowOps.At(d, TensorIndex.Step(Place(start)..Place(end ?? size), step)));
        }

        /// <summary>A copy of x with <c>y.Diagonal(offset, dim1, dim2) = source</c>.</summary>
        /// <exception cref="ShapeException">The source is not of the diagonal's shape.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or both are the same.</exception>
        public Tensor DiagonalScatter(Tensor source, int offset = 0, int dim1 = 0, int dim2 = 1)
        {
            Require("DiagonalScatter", source, x.Detach().Diagonal(offset, dim1, dim2).Shape);
            var isOn = Tensor.Ones(source.Shape, DType.Bool).Embedded(x.Shape, offset, dim1, dim2);
            return Tensor.Where(isOn, source.To(x.DType).Embedded(x.Shape, offset, dim1, dim2), x);
        }

        /// <summary>A copy of x with <c>y.AsStrided(size, strides, storageOffset) = source</c>, x taken as contiguous.</summary>
        /// <exception cref="ShapeException">The source is not of that size, or the view reaches beyond x.</exception>
        public Tensor AsStridedScatter(Tensor source, Shape size, ReadOnlySpan<long> strides, long storageOffset = 0)
        {
            Require("AsStridedScatter", source, size);
            return x.Put(Tensor.Arange(checked((int)x.Count)).AsStrided(size, strides, storageOffset), source);
        }
    }

    static Tensor Replaced(string operation, Tensor x, Tensor source, TensorIndex[] entries)
    {
        Require(operation, source, x.Detach()[entries].Shape);
        var y = x.Clone();
        y[entries] = source;
        return y;
    }

    static void Require(string operation, Tensor source, Shape expected)
    {
        if (source.Shape != expected) throw new ShapeException($"{operation} expects a source of the part's shape {expected}, but got {source.Shape}.");
    }
}
