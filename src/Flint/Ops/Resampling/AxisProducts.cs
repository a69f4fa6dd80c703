using Flint.Kernels;

namespace Flint;

/// <summary>A sparse matrix along one dimension, recorded; the gradient is the transposed matrix's product.</summary>
static class AxisProducts
{
    internal static Tensor Along(Tensor x, int dim, SparseRows rows)
    {
        var d = x.Dim(dim);
        var sizes = x.Shape.ToArray();
        sizes[d] = rows.Count;
        var y = Tensor.Empty(new Shape(sizes), x.DType);
        if (y.Count > 0) x.Device.AxisProduct(x.Detach().Contiguous(), y, rows, Axis.Of(x.Shape, d));
        return Tape.Record(y, x, dy => Along(dy, d, rows.Transposed));
    }
}
