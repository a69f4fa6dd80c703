namespace Flint;

/// <summary>What sorting operations share.</summary>
static class Ordering
{
    /// <summary>The first <paramref name="count"/> elements along a dimension in order, and their positions, to which the gradient goes.</summary>
    internal static (Tensor Values, Tensor Indices) First(Tensor x, int dim, int? count, bool descending)
    {
        var axis = Reduction.AxisOf(x, dim);
        var sizes = x.Shape.ToArray();
        var first = count ?? axis.Size;
        if (x.Rank > 0) sizes[x.Dim(dim)] = first;
        var values = Tensor.Empty(new Shape(sizes), x.DType);
        var indices = Tensor.Empty(new Shape(sizes), DType.Int64);
        if (values.Count > 0) x.Device.Sort(x.Detach().Contiguous(), values, indices, axis, first, descending);
        return (Tape.Tracks(x) ? Picked(x, dim, indices) : values, indices);
    }

    /// <summary>x at positions along a dimension, of a scalar too.</summary>
    internal static Tensor Picked(Tensor x, int dim, Tensor indices) => x.Rank == 0
        ? x.Reshape([1]).Gather(0, indices.Reshape([-1])).Reshape(indices.Shape)
        : x.Gather(dim, indices);

    /// <summary>Without the dimension, unless it is kept; a scalar stays one.</summary>
    internal static Tensor Drop(Tensor x, int dim, bool keepDim) => keepDim || x.Rank == 0 ? x : x.Squeeze(dim);
}
