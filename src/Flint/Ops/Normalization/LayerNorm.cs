namespace Flint;

/// <summary>Normalisation over the last dimensions.</summary>
public static class LayerNormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x - mean) / sqrt(var + eps) weight + bias, with mean and biased variance over the last dimensions, those of
        /// <paramref name="normalizedShape"/>. Source: Ba, Kiros and Hinton, "Layer normalization", 2016.
        /// </summary>
        /// <param name="normalizedShape">The sizes of the last dimensions.</param>
        /// <param name="weight">Of the normalised shape; ones where not given.</param>
        /// <param name="bias">Of the normalised shape; zeros where not given.</param>
        /// <param name="eps">Added to the variance.</param>
        /// <exception cref="ShapeException">The last sizes are not the normalised shape, or weight or bias have another.</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or weight or bias have another dtype.</exception>
        public Tensor LayerNorm(Shape normalizedShape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
        {
            NormChecks.Floating("LayerNorm", x);
            NormChecks.LastSizes("LayerNorm", x, normalizedShape);
            NormChecks.Parameter("LayerNorm", x, "weight", weight, normalizedShape);
            NormChecks.Parameter("LayerNorm", x, "bias", bias, normalizedShape);
            var input = x.Contiguous();
            var scale = weight?.Contiguous() ?? Tensor.Ones(normalizedShape, x.DType);
            var shift = bias?.Contiguous() ?? Tensor.Zeros(normalizedShape, x.DType);
            var rows = new Shape(x.Shape.ToArray()[..^normalizedShape.Rank]);
            var (y, mean, rstd) = (Tensor.EmptyLike(x), Tensor.Empty(rows, x.DType.Finer), Tensor.Empty(rows, x.DType.Finer));
            if (y.Count > 0) x.Device.LayerNorm(input, scale, shift, y, mean, rstd, eps);
            return Tape.Record(y, [x, weight ?? scale, bias ?? shift], (dy, wanted) =>
            {
                if (Tape.Enabled) return Composite.Gradients(v => Formula(v[0], v[1], v[2], eps), [x, weight ?? scale, bias ?? shift], dy, wanted);
                var (dx, dweight, dbias) = (Tensor.EmptyLike(dy), Tensor.Zeros(normalizedShape, dy.DType), Tensor.Zeros(normalizedShape, dy.DType));
                if (dy.Count > 0) dy.Device.LayerNormGradient(dy.Contiguous(), input, scale, mean, rstd, dx, dweight, dbias);
                return [wanted[0] ? dx : null, wanted[1] ? dweight : null, wanted[2] ? dbias : null];
            }, input, scale);
        }
    }

    static Tensor Formula(Tensor x, Tensor weight, Tensor bias, double eps)
    {
        int[] dims = [.. Enumerable.Range(x.Rank - weight.Rank, weight.Rank)];
        var centered = x - x.Mean(dims, keepDim: true);
        return centered * (centered.Square().Mean(dims, keepDim: true) + eps).Rsqrt() * weight + bias;
    }
}
