using Flint.Kernels;

namespace Flint;

/// <summary>What Max, Min, ArgMax and ArgMin share.</summary>
static class Extremes
{
    internal static Tensor Of<TOp>(Tensor x, string operation) where TOp : unmanaged, IFold
    {
        Reduction.RequireElements(x, [], operation);
        var y = Reduction.Fold<TOp>(x, [], keepDim: false);
        return Tape.Tracks(x) ? Tape.Record(y, x, dy => Shared(dy, x, y), x, y) : y;
    }

    internal static (Tensor Values, Tensor Indices) Along(Tensor x, int dim, bool keepDim, bool largest)
    {
        // A scalar has one element along a dimension of its own.
        var axis = Reduction.Dim(x, dim);
        var sizes = x.Rank == 0 ? [1] : x.Layout.Sizes;
        if (sizes[axis] == 0)
            throw new ShapeException($"The largest or smallest of no elements has no value: shape {x.Shape} has size 0 in dimension {axis}.");
        int outer = 1, inner = 1;
        for (var d = 0; d < sizes.Length; d++)
            if (d < axis) outer *= sizes[d];
            else if (d > axis) inner *= sizes[d];

        int[] result = x.Rank == 0 ? [] : keepDim ? [.. sizes[..axis], 1, .. sizes[(axis + 1)..]] : [.. sizes[..axis], .. sizes[(axis + 1)..]];
        var values = Tensor.Empty(result, x.DType);
        var indices = Tensor.Empty(result, DType.Int64);
        if (values.Count > 0)
            x.Device.Extreme(x.Detach().Contiguous().Reshape([outer, sizes[axis], inner]), largest, values, indices);
        if (!Tape.Tracks(x)) return (values, indices);
        var shape = x.Shape;
        Tape.Record(values, x, dy => AtIndices(dy, indices, outer, sizes[axis], inner).Reshape(shape), indices);
        return (values, indices);
    }

    static Tensor Shared(Tensor dy, Tensor x, Tensor y)
    {
        var chosen = double.IsNaN(y.Detach().Item<double>()) ? x.IsNan() : x.Detach().Eq(y.Detach());
        return Tensor.Where(chosen, dy / chosen.Sum().To(dy.DType), 0f);
    }

    /// <summary>dy where the position is the chosen one, else 0.</summary>
    static Tensor AtIndices(Tensor dy, Tensor indices, int outer, int n, int inner)
    {
        var chosen = Tensor.Arange(n).Reshape([n, 1]).Eq(indices.Reshape([outer, 1, inner]));
        return Tensor.Where(chosen, dy.Reshape([outer, 1, inner]), 0f);
    }
}
