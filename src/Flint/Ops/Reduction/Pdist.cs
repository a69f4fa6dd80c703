namespace Flint;

/// <summary>Distances between the rows of a matrix.</summary>
public static class PdistOps
{
    extension(Tensor rows)
    {
        /// <summary>The p-norms of the differences of all pairs of rows i &lt; j: [n, d] to [n (n - 1) / 2].</summary>
        /// <exception cref="ShapeException">The shape is not [n, d].</exception>
        public Tensor Pdist(double p = 2)
        {
            if (rows.Rank != 2) throw new ShapeException($"Pdist expects [n, d], but got {rows.Shape}.");
            var pairs = Tensor.TriuIndices(rows.Size(0), rows.Size(0), 1);
            return (rows.IndexSelect(0, pairs.Select(0, 0)) - rows.IndexSelect(0, pairs.Select(0, 1))).Norm(p, -1);
        }
    }
}
