using Flint.Kernels;

namespace Flint;

/// <summary>Rows, columns or planes written at their numbers: the opposite of IndexSelect.</summary>
public static class IndexAddOps
{
    extension(Tensor x)
    {
        /// <summary>A copy of x to whose part index[k] of dimension <paramref name="dim"/> alpha · source's part k is added, in the order of k.</summary>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <param name="index">1-D, Int64 or Int32.</param>
        /// <param name="source">Of x's sizes, but as long as the index in <paramref name="dim"/>.</param>
        /// <param name="alpha">A factor.</param>
        /// <exception cref="ShapeException">The index is not 1-D, or the source does not fit.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32, or the source is of another dtype than x.</exception>
        public Tensor IndexAdd(int dim, Tensor index, Tensor source, double alpha = 1)
        {
            var (d, ids) = Checked("IndexAdd", x, dim, index, source.Shape);
            Scattering.RequireSameDType("IndexAdd", x, source);
            return Scattering.Write("IndexAdd", x, d, ids, alpha == 1 ? source : (source * alpha).To(x.DType), ScatterMode.Add);
        }

        /// <summary>A copy of x whose part index[k] of dimension <paramref name="dim"/> is source's part k; of equal indices, the last counts.</summary>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <param name="index">1-D, Int64 or Int32.</param>
        /// <param name="source">Of x's sizes, but as long as the index in <paramref name="dim"/>.</param>
        /// <inheritdoc cref="IndexAdd(Tensor, int, Tensor, Tensor, double)" path="/exception"/>
        public Tensor IndexCopy(int dim, Tensor index, Tensor source)
        {
            var (d, ids) = Checked("IndexCopy", x, dim, index, source.Shape);
            return Scattering.Write("IndexCopy", x, d, ids, source, ScatterMode.Set);
        }

        /// <summary>A copy of x whose parts at the index of dimension <paramref name="dim"/> hold <paramref name="value"/>, a number or scalar tensor.</summary>
        /// <exception cref="ShapeException">The index is not 1-D, or the value is not a scalar.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32.</exception>
        public Tensor IndexFill(int dim, Tensor index, Tensor value)
        {
            if (value.Rank != 0) throw new ShapeException($"IndexFill expects a number or a scalar tensor, but got shape {value.Shape}: IndexCopy takes one value per element.");
            var sizes = x.Shape.ToArray();
            sizes[x.Dim(dim)] = index.Rank == 1 ? index.Size(0) : 0;
            var (d, ids) = Checked("IndexFill", x, dim, index, sizes);
            return Scattering.Write("IndexFill", x, d, ids, value.To(x.DType).Expand(sizes), ScatterMode.Set);
        }

        /// <summary>As <c>ScatterReduce</c>, whole parts of dimension <paramref name="dim"/> joined at their index (torch index_reduce).</summary>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <param name="index">1-D, Int64 or Int32.</param>
        /// <param name="source">Of x's sizes, but as long as the index in <paramref name="dim"/>.</param>
        /// <param name="reduce">How values are joined.</param>
        /// <param name="includeSelf">Whether the element of x itself takes part; false replaces it.</param>
        /// <inheritdoc cref="IndexAdd(Tensor, int, Tensor, Tensor, double)" path="/exception"/>
        public Tensor IndexReduce(int dim, Tensor index, Tensor source, ScatterReduction reduce, bool includeSelf = true)
        {
            var (d, ids) = Checked("IndexReduce", x, dim, index, source.Shape);
            Scattering.RequireSameDType("IndexReduce", x, source);
            return ScatterReduceOps.Reduce(x, d, ids, source, reduce, includeSelf);
        }
    }

    static (int Dim, Tensor Ids) Checked(string operation, Tensor x, int dim, Tensor index, Shape source)
    {
        var d = x.Dim(dim);
        if (index.Rank != 1) throw new ShapeException($"{operation} expects a 1-D index, but got shape {index.Shape}: call Flatten() on it.");
        var expected = x.Shape.ToArray();
        expected[d] = index.Size(0);
        if (source != (Shape)expected)
            throw new ShapeException($"{operation} along dimension {d} of {x.Shape} with {index.Size(0)} indices expects a source of {(Shape)expected}, but got {source}.");
        return (d, Indices.Checked(operation, "index", index, x.Size(d), $"dimension {d} of {x.Shape} has size {x.Size(d)}"));
    }
}
