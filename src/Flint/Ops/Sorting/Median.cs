namespace Flint;

/// <summary>Medians.</summary>
public static class MedianOps
{
    extension(Tensor x)
    {
        /// <summary>The median of all elements, a scalar: the lower of the two middle ones; NaN if there is one.</summary>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Median() => x.Reshape([-1]).Median(0).Values;

        /// <summary>Medians along <paramref name="dim"/> and where they stand (Int64), to which the gradient goes.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Median(int dim, bool keepDim = false) => Run("Median", x, dim, keepDim, skipsNan: false);

        /// <summary>The median of all elements that are not NaN, a scalar; NaN if there are none.</summary>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor NanMedian() => x.Reshape([-1]).NanMedian(0).Values;

        /// <summary>Medians along <paramref name="dim"/> of what is not NaN, and where they stand (Int64), to which the gradient goes.</summary>
        /// <exception cref="ShapeException">The dimension has size 0.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) NanMedian(int dim, bool keepDim = false) => Run("NanMedian", x, dim, keepDim, skipsNan: true);
    }

    static (Tensor, Tensor) Run(string operation, Tensor x, int dim, bool keepDim, bool skipsNan)
    {
        dim = Reduction.Dim(x, dim);
        var y = Reduction.Lifted(x);
        Reduction.RequireElements(y, [dim], operation);
        var n = y.Size(dim);
        // NaN is sorted last, so the first one stands where the numbers end.
        var numbers = (!y.IsNan()).Sum(dim, keepDim: true);
        var middle = skipsNan ? (numbers - 1).Clamp(min: 0).FloorDivide(2) : Tensor.Where(numbers < n, numbers, (n - 1) / 2);
        var indices = y.Argsort(dim).Gather(dim, middle);
        var values = y.Gather(dim, indices);
        return keepDim && x.Rank > 0 ? (values, indices) : (values.Squeeze(dim), indices.Squeeze(dim));
    }
}
