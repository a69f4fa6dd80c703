using Flint.Kernels;

namespace Flint;

/// <summary>One index per element.</summary>
public static class GatherOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y[i, j, k] = x[index[i, j, k], j, k] for dim 0, x[i, index[i, j, k], k] for dim 1, and so on. Gradients of an element
        /// taken several times are added up in the order of the index.
        /// </summary>
        /// <param name="dim">The dimension that the index chooses in.</param>
        /// <param name="index">Int64 or Int32, of x's rank; other dimensions no larger than x's.</param>
        /// <returns>The shape of the index.</returns>
        /// <exception cref="ShapeException">The ranks differ, or another dimension of the index is larger than x's.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32.</exception>
        public Tensor Gather(int dim, Tensor index)
        {
            var d = x.Dim(dim);
            for (var k = 0; k < Math.Max(x.Rank, index.Rank); k++)
                if (x.Rank != index.Rank || (k != d && index.Size(k) > x.Size(k)))
                    throw new ShapeException(
                        $"Gather along dimension {d} of {x.Shape} expects an index of {x.Rank} dimensions, the others no larger than x's, but got {index.Shape}.");
            var ids = Indices.Checked("Gather", "index", index, x.Size(d), $"dimension {d} of {x.Shape} has size {x.Size(d)}");
            var part = x;
            for (var k = 0; k < x.Rank; k++)
                if (k != d && index.Size(k) < x.Size(k)) part = part.Narrow(k, 0, index.Size(k));
            return Apply(part, ids, d);
        }
    }

    static Tensor Apply(Tensor x, Tensor ids, int d)
    {
        var (shape, axis) = (x.Shape, Axis.Of(x.Shape, d));
        var count = ids.Size(d);
        var y = Tensor.Empty(ids.Shape, x.DType);
        if (y.Count > 0) x.Device.Gather(x.Contiguous(), ids, y, count, axis);
        return Tape.Record(y, x, dy => AddAt(dy, ids, d, shape), ids);
    }

    /// <summary>Zeros of <paramref name="shape"/> with x added at the ids along dimension d: the gradient of <see cref="Apply"/>, and it of this.</summary>
    internal static Tensor AddAt(Tensor x, Tensor ids, int d, Shape shape)
    {
        var axis = Axis.Of(shape, d);
        var y = Tensor.Zeros(shape, x.DType);
        Indices.RequireStillInRange("Gather", ids, axis.Size);
        if (x.Count > 0) x.Device.ScatterAdd(x.Contiguous(), ids, y, ids.Size(d), axis);
        return Tape.Record(y, x, dy => Apply(dy, ids, d), ids);
    }
}
