namespace Flint;

/// <summary>Vectors scaled to length 1.</summary>
public static class NormalizeOps
{
    extension(Tensor x)
    {
        /// <summary>y = x / max(‖x‖, eps) with the p-norm (Σ |x|ᵖ)^(1/p) along <paramref name="dim"/>, the largest |x| for an infinite p.</summary>
        /// <param name="p">The norm: 2 is the length, 1 the sum of the absolute values.</param>
        /// <param name="dim">The dimension of the vectors.</param>
        /// <param name="eps">The least number that is divided by: zeros stay zeros.</param>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Normalize(double p = 2, int dim = 1, double eps = 1e-12)
        {
            NormChecks.Floating("Normalize", x);
            if (!(p > 0)) throw new ArgumentOutOfRangeException(nameof(p), p, "Normalize needs a p above 0.");
            if (x.DType.Finer != x.DType) return x.To(x.DType.Finer).Normalize(p, dim, eps).To(x.DType);
            var d = x.Dim(dim);
            if (double.IsPositiveInfinity(p)) return x / x.Abs().Max(d, keepDim: true).Values.Clamp(min: eps);
            // The limit is set before the root, whose slope at 0 is infinite.
            var least = Math.Max(Math.Pow(eps, p), 1e-37);
            var powers = p == 2 ? x.Square() : p == 1 ? x.Abs() : x.Abs().Pow(p);
            return x / powers.Sum(d, keepDim: true).Clamp(min: least).Pow(1 / p);
        }
    }
}
