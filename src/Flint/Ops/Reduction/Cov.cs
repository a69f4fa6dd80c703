namespace Flint;

/// <summary>Covariances.</summary>
public static class CovOps
{
    extension(Tensor x)
    {
        /// <summary>Σ (x - mean)(x - mean)ᵀ / (n - correction): rows [variables, n] to [variables, variables]; a vector is one variable and gives a scalar.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="ShapeException">There are more than two dimensions.</exception>
        public Tensor Cov(double correction = 1)
        {
            Reduction.RequireFloating(x, "Cov");
            if (x.Rank > 2) throw new ShapeException($"Cov expects [variables, n] or [n], but got {x.Shape}.");
            var rows = x.Rank == 2 ? x : x.Reshape([1, -1]);
            var centred = rows - rows.Mean(1, keepDim: true);
            var y = centred.MatMul(centred.Transpose(0, 1)) / Math.Max(rows.Size(1) - correction, 0);
            return x.Rank == 2 ? y : y.Reshape([]);
        }

        /// <summary>Covariances over the product of the standard deviations, from -1 to 1: [variables, n] to [variables, variables]; 1 for a vector.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="ShapeException">There are more than two dimensions.</exception>
        public Tensor Corrcoef()
        {
            var cov = x.Cov();
            if (x.Rank < 2) return cov / cov;
            var deviation = cov.Diagonal().Sqrt();
            return (cov / deviation.Unsqueeze(1) / deviation).Clamp(-1, 1);
        }
    }
}
