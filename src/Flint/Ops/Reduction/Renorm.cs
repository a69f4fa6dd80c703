namespace Flint;

/// <summary>Vectors cut to a length.</summary>
public static class RenormOps
{
    extension(Tensor x)
    {
        /// <summary>Each slice of dimension <paramref name="dim"/> whose p-norm is above <paramref name="maxNorm"/> scaled to it.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Renorm(double p, int dim, double maxNorm)
        {
            if (x.Rank < 2) throw new ShapeException($"Renorm expects two dimensions or more, but got {x.Shape}.");
            var kept = x.Dim(dim);
            var norms = x.Norm(p, [.. Enumerable.Range(0, x.Rank).Where(d => d != kept)], keepDim: true);
            return x * Tensor.Where(norms > maxNorm, maxNorm / (norms + 1e-7), 1);
        }
    }
}
