using Flint.Kernels;

namespace Flint;

/// <summary>Rows, columns or planes by their numbers.</summary>
public static class IndexSelectOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The parts of x at the positions <paramref name="index"/> of dimension <paramref name="dim"/>, in that order, copied.
        /// Gradients of a part taken several times are added up in the order of the index.
        /// </summary>
        /// <param name="dim">The dimension to select from.</param>
        /// <param name="index">1-D, Int64 or Int32.</param>
        /// <exception cref="ShapeException">The index is not 1-D.</exception>
        /// <exception cref="TensorIndexException">An index is out of range.</exception>
        /// <exception cref="DTypeException">The index is not Int64 or Int32.</exception>
        public Tensor IndexSelect(int dim, Tensor index)
        {
            var d = x.Dim(dim);
            if (index.Rank != 1) throw new ShapeException($"IndexSelect expects a 1-D index, but got shape {index.Shape}: call Flatten() on it.");
            var ids = Indices.Checked("IndexSelect", "index", index, x.Size(d), $"dimension {d} of {x.Shape} has size {x.Size(d)}");
            var sizes = x.Shape.ToArray();
            sizes[d] = (int)ids.Count;
            return Rows("IndexSelect", x, ids, d, new(sizes), skip: -1);
        }
    }

    /// <summary>Parts at checked ids of dimension d, in a result of the given shape; id <paramref name="skip"/> gets no gradient.</summary>
    internal static Tensor Rows(string operation, Tensor x, Tensor ids, int d, Shape shape, long skip)
    {
        var (source, axis) = (x.Shape, Axis.Of(x.Shape, d));
        var y = Tensor.Empty(shape, x.DType);
        if (y.Count > 0) x.Device.SelectRows(x.Contiguous(), ids, y, axis);
        return Tape.Record(y, x, dy => AddRows(operation, dy, ids, d, source, skip), ids);
    }

    /// <summary>Zeros of <paramref name="shape"/> with the rows of x added at the ids, but for <paramref name="skip"/>.</summary>
    static Tensor AddRows(string operation, Tensor x, Tensor ids, int d, Shape shape, long skip)
    {
        var (rows, axis) = (x.Shape, Axis.Of(shape, d));
        var y = Tensor.Zeros(shape, x.DType);
        Indices.RequireStillInRange(operation, ids, axis.Size);
        if (x.Count > 0) x.Device.AddRows(x.Contiguous(), ids, y, axis, skip);
        return Tape.Record(y, x, dy =>
        {
            var dx = Rows(operation, dy, ids, d, rows, skip);
            if (skip < 0) return dx;
            int[] perRow = [.. Enumerable.Range(0, rows.Rank).Select(k => k >= d && k < d + ids.Rank ? rows[k] : 1)];
            return Tensor.Where(ids.Eq(skip).Reshape(perRow), 0f, dx);
        }, ids);
    }
}
