namespace Flint;

/// <summary>Normalisation by the root mean square.</summary>
public static class RMSNormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = x / sqrt(mean(x²) + eps) weight, the mean over the last dimensions, those of <paramref name="normalizedShape"/>.
        /// Source: Zhang and Sennrich, "Root mean square layer normalization", 2019.
        /// </summary>
        /// <param name="normalizedShape">The sizes of the last dimensions.</param>
        /// <param name="weight">Of the normalised shape; ones where not given.</param>
        /// <param name="eps">Added to the mean square; where not given, the distance from 1 to the next number of the dtype (1.19e-7 in Float32).</param>
        /// <exception cref="ShapeException">The last sizes are not the normalised shape, or the weight has another.</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or the weight has another dtype.</exception>
        public Tensor RMSNorm(Shape normalizedShape, Tensor? weight = null, double? eps = null)
        {
            NormChecks.Floating("RMSNorm", x);
            NormChecks.LastSizes("RMSNorm", x, normalizedShape);
            NormChecks.Parameter("RMSNorm", x, "weight", weight, normalizedShape);
            int[] dims = [.. Enumerable.Range(x.Rank - normalizedShape.Rank, normalizedShape.Rank)];
            var spread = eps ?? (x.DType == DType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1) - 1);
            var y = x * (x.Square().Mean(dims, keepDim: true) + spread).Rsqrt();
            return weight is null ? y : y * weight;
        }
    }
}
