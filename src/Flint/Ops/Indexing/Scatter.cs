using Flint.Kernels;

namespace Flint;

/// <summary>Values written, or added, at one index each: the opposite of Gather.</summary>
public static class ScatterOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// A copy of x with y[index[i, j, k], j, k] = source[i, j, k] for dim 0, y[i, index[i, j, k], k] for dim 1, and so on. Where an
        /// index occurs twice, the later value in the order of the index along <paramref name="dim"/> stays, and it alone gets a gradient.
        /// </summary>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <param name="index">Int64 or Int32, of x's rank.</param>
        /// <param name="source">The values, of x's dtype; what lies beyond the index is not used.</param>
        /// <exception cref="ShapeException">Ranks differ, or the index is larger than the source, or than x in another dimension.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32, or the source is of another dtype than x.</exception>
        public Tensor Scatter(int dim, Tensor index, Tensor source)
        {
            var d = x.Dim(dim);
            var ids = Scattering.Ids("Scatter", x, d, index, source.Shape);
            return Scattering.Write("Scatter", x, d, ids, Scattering.Part(source, index.Shape), ScatterMode.Set);
        }

        /// <summary>As <see cref="Scatter(Tensor, int, Tensor, Tensor)"/>, the same value everywhere.</summary>
        /// <inheritdoc cref="Scatter(Tensor, int, Tensor, Tensor)" path="/exception"/>
        public Tensor Scatter(int dim, Tensor index, double value) => x.Scatter(dim, index, Tensor.Full(index.Shape, value, x.DType));

        /// <summary>
        /// A copy of x with source[i, j, k] added to y[index[i, j, k], j, k] (dim 0) and so on, in the order of the index: the same bits at any
        /// thread count. dx = dy, dsource = dy.Gather(dim, index).
        /// </summary>
        /// <inheritdoc cref="Scatter(Tensor, int, Tensor, Tensor)" path="/param"/>
        /// <inheritdoc cref="Scatter(Tensor, int, Tensor, Tensor)" path="/exception"/>
        public Tensor ScatterAdd(int dim, Tensor index, Tensor source)
        {
            var d = x.Dim(dim);
            var ids = Scattering.Ids("ScatterAdd", x, d, index, source.Shape);
            return Scattering.Write("ScatterAdd", x, d, ids, Scattering.Part(source, index.Shape), ScatterMode.Add);
        }
    }
}
