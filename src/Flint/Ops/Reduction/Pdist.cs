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
            var (first, second) = (new List<long>(), new List<long>());
            for (var i = 0; i < rows.Size(0); i++)
                for (var j = i + 1; j < rows.Size(0); j++)
                {
                    first.Add(i);
                    second.Add(j);
                }
            return (rows.IndexSelect(0, Tensor.From<long>([.. first])) - rows.IndexSelect(0, Tensor.From<long>([.. second]))).Norm(p, -1);
        }
    }
}
