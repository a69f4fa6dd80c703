namespace Flint;

/// <summary>Variances and standard deviations.</summary>
public static class VarOps
{
    extension(Tensor x)
    {
        /// <summary>Σ (x - mean)² / (n - correction) over all elements, in two passes; NaN where n is not above the correction.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor Var(double correction = 1) => x.Var([], correction);

        /// <summary>The variance along <paramref name="dim"/>.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Var(int dim, double correction = 1, bool keepDim = false) => x.Var([dim], correction, keepDim);

        /// <summary>The variance along several dimensions; none means all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Var(int[] dims, double correction = 1, bool keepDim = false)
        {
            Reduction.RequireFloating(x, "Var");
            var freedom = Math.Max(Reduction.Factor(x, dims) - correction, 0);
            // The mean needs no gradient of its own: Σ (x - mean) is 0.
            var mean = x.Detach().Mean(dims, keepDim: true);
            return (x - mean).Square().Sum(dims, keepDim) / freedom;
        }

        /// <summary>The square root of the variance over all elements.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor Std(double correction = 1) => x.Var(correction).Sqrt();

        /// <summary>The standard deviation along <paramref name="dim"/>.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Std(int dim, double correction = 1, bool keepDim = false) => x.Var(dim, correction, keepDim).Sqrt();

        /// <summary>The standard deviation along several dimensions; none means all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Std(int[] dims, double correction = 1, bool keepDim = false) => x.Var(dims, correction, keepDim).Sqrt();
    }
}
