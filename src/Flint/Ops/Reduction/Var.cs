namespace Flint;

/// <summary>Variances and standard deviations.</summary>
public static class VarOps
{
    extension(Tensor x)
    {
        /// <summary>The variance along <paramref name="dim"/>.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Var(int dim, bool keepDim = false, double correction = 1) => x.Var([dim], keepDim, correction);

        /// <summary>
        /// Σ (x - mean)² / (n - correction) along several dimensions, or all, in two passes; NaN where n is not above the correction.
        /// </summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Var(int[]? dims = null, bool keepDim = false, double correction = 1)
        {
            dims ??= [];
            Reduction.RequireFloating(x, "Var");
            var freedom = Math.Max(Reduction.Factor(x, dims) - correction, 0);
            var values = x.To(x.DType.Finer);
            var mean = values.Detach().Mean(dims, keepDim: true);
            var y = (values.Detach() - mean).Square().Sum(dims, keepDim) / freedom;
            var kept = mean.Shape;
            // The mean needs no gradient of its own, for Σ (x - mean) is 0, but it does in the gradient.
            return Tape.Record(y, values, dy => (values - (Tape.Enabled ? values.Mean(dims, keepDim: true) : mean)) * (dy.Reshape(kept) * (2 / freedom)), values).To(x.DType);
        }

        /// <summary>The standard deviation along <paramref name="dim"/>.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Std(int dim, bool keepDim = false, double correction = 1) => x.Std([dim], keepDim, correction);

        /// <summary>The square root of the variance along several dimensions, or all.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension, or it is named twice.</exception>
        public Tensor Std(int[]? dims = null, bool keepDim = false, double correction = 1) => x.To(x.DType.Finer).Var(dims, keepDim, correction).Sqrt().To(x.DType);
    }
}
