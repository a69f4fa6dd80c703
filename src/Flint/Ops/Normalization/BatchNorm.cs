namespace Flint;

/// <summary>Normalisation of each channel over the batch.</summary>
public static class BatchNormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x - mean) / sqrt(var + eps) weight + bias, channel by channel. In training (or without running statistics)
        /// mean and biased variance are those of the batch, and the running statistics move towards them:
        /// running = (1 - momentum) running + momentum batch, with the unbiased variance. Else they are the running ones.
        /// Source: Ioffe and Szegedy, "Batch normalization", 2015.
        /// </summary>
        /// <param name="runningMean">[C], changed in place in training.</param>
        /// <param name="runningVar">[C], changed in place in training.</param>
        /// <param name="weight">[C]; ones where not given.</param>
        /// <param name="bias">[C]; zeros where not given.</param>
        /// <param name="training">Whether the batch's own statistics are used.</param>
        /// <param name="momentum">How far the running statistics move towards each batch.</param>
        /// <param name="eps">Added to the variance.</param>
        /// <returns>The shape of the input, [N, C], [N, C, L], [N, C, H, W] or more.</returns>
        /// <exception cref="ShapeException">There is no channel dimension, a parameter is not [C], or training has one value per channel.</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or a parameter has another dtype.</exception>
        public Tensor BatchNorm(
            Tensor? runningMean, Tensor? runningVar, Tensor? weight = null, Tensor? bias = null, bool training = false,
            double momentum = 0.1, double eps = 1e-5)
        {
            NormChecks.Floating("BatchNorm", x);
            if (x.Rank < 2) throw new ShapeException($"BatchNorm expects [N, C, ...], but got {x.Shape}: channels are dimension 1.");
            Shape channels = [x.Size(1)];
            NormChecks.Parameter("BatchNorm", x, "runningMean", runningMean, channels);
            NormChecks.Parameter("BatchNorm", x, "runningVar", runningVar, channels);
            NormChecks.Parameter("BatchNorm", x, "weight", weight, channels);
            NormChecks.Parameter("BatchNorm", x, "bias", bias, channels);
            var ofBatch = training || runningMean is null || runningVar is null;
            if (ofBatch && x.Count > 0 && x.Count == x.Size(1))
                throw new ShapeException(
                    $"BatchNorm expects more than one value per channel in training, but got {x.Shape}: use a larger batch, or Eval().");
            var input = x.Contiguous();
            var scale = weight?.Contiguous() ?? Tensor.Ones(channels, x.DType);
            var shift = bias?.Contiguous() ?? Tensor.Zeros(channels, x.DType);
            var (mean, rstd) = ofBatch
                ? Statistics(input, channels, eps, training ? runningMean : null, training ? runningVar : null, momentum)
                : (runningMean!.Detach().Clone(), (runningVar!.Detach().To(x.DType.Finer) + eps).Rsqrt());
            var y = Tensor.EmptyLike(x);
            if (y.Count > 0) x.Device.BatchNorm(input, mean, rstd, scale, shift, y);
            return Tape.Record(y, [x, weight ?? scale, bias ?? shift], (dy, wanted) =>
            {
                if (Tape.Enabled)
                    return Composite.Gradients(v => Formula(v[0], v[1], v[2], ofBatch ? null : (mean, rstd), eps), [x, weight ?? scale, bias ?? shift], dy, wanted);
                var (dx, dweight, dbias) = (Tensor.EmptyLike(dy), Tensor.Zeros(channels, dy.DType), Tensor.Zeros(channels, dy.DType));
                if (dy.Count > 0) dy.Device.BatchNormGradient(dy.Contiguous(), input, mean, rstd, scale, dx, dweight, dbias, ofBatch);
                return [wanted[0] ? dx : null, wanted[1] ? dweight : null, wanted[2] ? dbias : null];
            }, input, scale);
        }
    }

    static (Tensor Mean, Tensor Rstd) Statistics(
        Tensor x, Shape channels, double eps, Tensor? runningMean, Tensor? runningVar, double momentum)
    {
        var (mean, rstd) = (Tensor.Empty(channels, x.DType.Finer), Tensor.Empty(channels, x.DType.Finer));
        if (x.Count == 0) return (mean, rstd);
        var (movedMean, movedVar) = (runningMean?.Contiguous(), runningVar?.Contiguous());
        x.Device.BatchNormStatistics(x, mean, rstd, eps, movedMean, movedVar, momentum);
        if (movedMean != runningMean) runningMean!.CopyFrom(movedMean!);
        if (movedVar != runningVar) runningVar!.CopyFrom(movedVar!);
        return (mean, rstd);
    }

    /// <summary>Of statistics that do not depend on x, where they are known; else of the batch's.</summary>
    static Tensor Formula(Tensor x, Tensor weight, Tensor bias, (Tensor Mean, Tensor Rstd)? known, double eps)
    {
        int[] dims = [0, .. Enumerable.Range(2, x.Rank - 2)], channels = [.. Enumerable.Range(0, x.Rank).Select(d => d == 1 ? -1 : 1)];
        var centered = x - (known?.Mean.Reshape(channels) ?? x.Mean(dims, keepDim: true));
        var rstd = known?.Rstd.Reshape(channels) ?? (centered.Square().Mean(dims, keepDim: true) + eps).Rsqrt();
        return centered * rstd * weight.Reshape(channels) + bias.Reshape(channels);
    }
}
