using Flint.Kernels;

namespace Flint;

/// <summary>Sums.</summary>
public static class SumOps
{
    extension(Tensor x)
    {
        /// <summary>The sum of all elements, a scalar. Integers and Bool give Int64.</summary>
        public Tensor Sum() => Run(x, [], keepDim: false);

        /// <summary>Sums along <paramref name="dim"/>, which is dropped, or kept as size 1.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Sum(int dim, bool keepDim = false) => Run(x, [dim], keepDim);

        /// <summary>Sums along several dimensions; none means all.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Sum(int[] dims, bool keepDim = false) => Run(x, dims, keepDim);
    }

    static Tensor Run(Tensor x, ReadOnlySpan<int> dims, bool keepDim)
    {
        if (!x.DType.IsFloating) x = x.To(DType.Int64);
        var y = Reduction.Fold<SumFold>(x, dims, keepDim);
        if (!Tape.Tracks(x)) return y;
        var (shape, kept) = (x.Shape, Reduction.KeptSizes(x, dims));
        return Tape.Record(y, x, dy => dy.Reshape(kept).Expand(shape));
    }
}
