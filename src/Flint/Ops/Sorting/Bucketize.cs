namespace Flint;

/// <summary>Intervals that numbers fall into.</summary>
public static class BucketizeOps
{
    extension(Tensor x)
    {
        /// <summary>The number of the interval between <paramref name="boundaries"/> (1-D, ascending) that each element falls into: b[i-1] &lt; x ≤ b[i]; <paramref name="right"/>: b[i-1] ≤ x &lt; b[i].</summary>
        /// <exception cref="ShapeException">The boundaries are not 1-D.</exception>
        public Tensor Bucketize(Tensor boundaries, bool right = false) => boundaries.Rank == 1
            ? boundaries.SearchSorted(x, right)
            : throw new ShapeException($"Bucketize expects 1-D boundaries, but got {boundaries.Shape}.");
    }
}
