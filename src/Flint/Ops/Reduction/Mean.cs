namespace Flint;

/// <summary>Means.</summary>
public static class MeanOps
{
    extension(Tensor x)
    {
        /// <summary>The mean of all elements, a scalar; NaN of none. Floating dtypes only.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor Mean() => Run(x, [], keepDim: false);

        /// <summary>Means along <paramref name="dim"/>, which is dropped, or kept as size 1.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Mean(int dim, bool keepDim = false) => Run(x, [dim], keepDim);

        /// <summary>Means along several dimensions; none means all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Mean(int[] dims, bool keepDim = false) => Run(x, dims, keepDim);
    }

    static Tensor Run(Tensor x, int[] dims, bool keepDim)
    {
        Reduction.RequireFloating(x, "Mean");
        return (x.To(x.DType.Finer).Sum(dims, keepDim) / (double)Reduction.Factor(x, dims)).To(x.DType);
    }
}
