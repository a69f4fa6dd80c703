using Flint.Kernels;

namespace Flint;

/// <summary>What reductions share: which dimensions, in what shape.</summary>
static class Reduction
{
    /// <summary>Folds over the dimensions, or all where there are none; no promotion, no tape.</summary>
    internal static Tensor Fold<TOp>(Tensor x, ReadOnlySpan<int> dims, bool keepDim) where TOp : unmanaged, IFold
    {
        var kept = KeptSizes(x, dims);
        var y = Tensor.Empty(Layout.Contiguous(kept), x.DType);
        x.Device.Fold<TOp>(x, y);
        return keepDim ? y : y.Alias(Layout.Contiguous(DroppedSizes(x, dims)), y.Offset);
    }

    /// <summary>The sizes with 1 in place of each reduced one.</summary>
    /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
    internal static int[] KeptSizes(Tensor x, ReadOnlySpan<int> dims)
    {
        var sizes = x.Shape.ToArray();
        if (dims.IsEmpty) Array.Fill(sizes, 1);
        for (var i = 0; i < dims.Length; i++)
        {
            var d = Dim(x, dims[i]);
            for (var j = 0; j < i; j++)
                if (Dim(x, dims[j]) == d) throw new TensorIndexException($"A reduction names dimension {d} of shape {x.Shape} twice: name each once.");
            if (x.Rank > 0) sizes[d] = 1;
        }
        return sizes;
    }

    /// <summary>The number of a dimension; a scalar counts as having one, of size 1.</summary>
    /// <exception cref="TensorIndexException">There is no such dimension.</exception>
    internal static int Dim(Tensor x, int dim) => Tensor.NormalizeDim(dim, Math.Max(x.Rank, 1), x);

    /// <inheritdoc cref="Dim"/>
    internal static Axis AxisOf(Tensor x, int dim)
    {
        var d = Dim(x, dim);
        return x.Rank == 0 ? new(1, 1, 1) : Axis.Of(x.Shape, d);
    }

    /// <summary>Runs what needs a dimension on a scalar too.</summary>
    internal static Tensor Lifted(Tensor x) => x.Rank == 0 ? x.Reshape([1]) : x;

    /// <summary>How many elements make one result.</summary>
    internal static long Factor(Tensor x, ReadOnlySpan<int> dims)
    {
        if (dims.IsEmpty || x.Rank == 0) return x.Count;
        long factor = 1;
        foreach (var dim in dims) factor *= x.Size(dim);
        return factor;
    }

    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    internal static void RequireFloating(Tensor x, string operation)
    {
        if (!x.DType.IsFloating)
            throw new DTypeException($"{operation} needs a floating tensor, but got {x.DType}: convert with To(DType.Float32) first.");
    }

    /// <exception cref="ShapeException">A result would have to be made of no elements.</exception>
    internal static void RequireElements(Tensor x, ReadOnlySpan<int> dims, string operation)
    {
        if (x.Count == 0 && Factor(x, dims) == 0)
            throw new ShapeException($"{operation} over no elements has no value: shape {x.Shape} has size 0 in a reduced dimension.");
    }

    /// <summary>The sizes without the reduced ones.</summary>
    internal static int[] DroppedSizes(Tensor x, ReadOnlySpan<int> dims)
    {
        if (dims.IsEmpty || x.Rank == 0) return [];
        var dropped = 0ul;
        foreach (var dim in dims) dropped |= 1ul << Dim(x, dim);
        var sizes = new int[x.Rank - dims.Length];
        for (int d = 0, k = 0; d < x.Rank; d++)
            if ((dropped >> d & 1) == 0) sizes[k++] = x.Layout.Sizes[d];
        return sizes;
    }
}
