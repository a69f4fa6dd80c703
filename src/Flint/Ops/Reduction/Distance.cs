namespace Flint;

/// <summary>Distances and angles between vectors.</summary>
public static class DistanceOps
{
    extension(Tensor a)
    {
        /// <summary>The p-norm of a - b, broadcast, all elements as one vector.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor Dist(Tensor b, double p = 2) => (a - b).Norm(p);

        /// <summary>The p-norm of a - b + eps along the last dimension, broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor PairwiseDistance(Tensor b, double p = 2, double eps = 1e-6, bool keepDim = false) => (a - b + eps).Norm(p, -1, keepDim);

        /// <summary>a · b / (max(|a|, eps) max(|b|, eps)) along <paramref name="dim"/>, broadcast: the cosine of the angle.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor CosineSimilarity(Tensor b, int dim = 1, double eps = 1e-8)
        {
            var sizes = new Shape(Broadcasting.Sizes(a.Shape, b.Shape));
            var (x, y) = (a.Expand(sizes), b.Expand(sizes));
            return (x * y).Sum(dim) / (x.Norm(2, dim).Clamp(min: eps) * y.Norm(2, dim).Clamp(min: eps));
        }

        /// <summary>The p-norms of all differences between rows: a [..., n, d] and b [..., m, d] to [..., n, m].</summary>
        /// <exception cref="ShapeException">The shapes do not fit.</exception>
        public Tensor Cdist(Tensor b, double p = 2) => a.Rank >= 2 && b.Rank >= 2 && a.Size(-1) == b.Size(-1)
            ? (a.Unsqueeze(-2) - b.Unsqueeze(-3)).Norm(p, -1)
            : throw new ShapeException($"Cdist expects [..., n, d] and [..., m, d], but got {a.Shape} and {b.Shape}.");
    }
}
