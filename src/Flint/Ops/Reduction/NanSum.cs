namespace Flint;

/// <summary>Sums and means of what is not NaN.</summary>
public static class NanSumOps
{
    extension(Tensor x)
    {
        /// <summary>The sum along the dimensions, or of all, with NaN taken as 0. Integers and Bool give Int64.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor NanSum(int[]? dims = null, bool keepDim = false) => Tensor.Where(x.IsNan(), 0, x).Sum(dims ?? [], keepDim);

        /// <summary>The mean along the dimensions, or of all, of what is not NaN; NaN where nothing else is.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor NanMean(int[]? dims = null, bool keepDim = false)
        {
            Reduction.RequireFloating(x, "NanMean");
            return x.NanSum(dims, keepDim) / (!x.IsNan()).Sum(dims ?? [], keepDim).To(x.DType);
        }
    }
}
