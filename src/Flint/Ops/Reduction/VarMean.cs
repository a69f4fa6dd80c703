namespace Flint;

/// <summary>Variances or standard deviations with their means.</summary>
public static class VarMeanOps
{
    extension(Tensor x)
    {
        /// <summary>The variance, as <c>Var</c> gives it, and the mean, along the dimensions or of all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public (Tensor Var, Tensor Mean) VarMean(int[]? dims = null, bool keepDim = false, double correction = 1) =>
            (x.Var(dims, keepDim, correction), x.Mean(dims ?? [], keepDim));

        /// <summary>The standard deviation, as <c>Std</c> gives it, and the mean, along the dimensions or of all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public (Tensor Std, Tensor Mean) StdMean(int[]? dims = null, bool keepDim = false, double correction = 1) =>
            (x.Std(dims, keepDim, correction), x.Mean(dims ?? [], keepDim));
    }
}
