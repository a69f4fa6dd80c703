namespace Flint;

/// <summary>Normalisation of each channel of each example.</summary>
public static class InstanceNormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x - mean) / sqrt(var + eps) weight + bias, with mean and biased variance over the positions of one channel of one example. With
        /// running statistics, these move towards the mean over the batch of the examples' own (the variance unbiased), and
        /// serve in their place where <paramref name="useInputStats"/> is false. Source: Ulyanov et al., "Instance normalization", 2016.
        /// </summary>
        /// <remarks>Batch normalisation of the view [1, N C, ...]: one pass over the memory.</remarks>
        /// <param name="runningMean">[C], changed in place where the input's statistics are used.</param>
        /// <param name="runningVar">[C], changed in place where the input's statistics are used.</param>
        /// <param name="weight">[C]; ones where not given.</param>
        /// <param name="bias">[C]; zeros where not given.</param>
        /// <param name="useInputStats">False uses the running statistics.</param>
        /// <param name="momentum">How far the running statistics move towards each batch.</param>
        /// <param name="eps">Added to the variance.</param>
        /// <returns>The shape of the input, [N, C, L], [N, C, H, W] or more.</returns>
        /// <exception cref="ShapeException">There are no positions, one position only, no running statistics to use, or a parameter is not [C].</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or a parameter has another dtype.</exception>
        public Tensor InstanceNorm(
            Tensor? runningMean = null, Tensor? runningVar = null, Tensor? weight = null, Tensor? bias = null, bool useInputStats = true,
            double momentum = 0.1, double eps = 1e-5)
        {
            NormChecks.Floating("InstanceNorm", x);
            if (x.Rank < 3) throw new ShapeException($"InstanceNorm expects [N, C, ...] with positions to normalise over, but got {x.Shape}: channels are dimension 1.");
            var (examples, channels) = (x.Size(0), x.Size(1));
            NormChecks.Parameter("InstanceNorm", x, "runningMean", runningMean, [channels]);
            NormChecks.Parameter("InstanceNorm", x, "runningVar", runningVar, [channels]);
            NormChecks.Parameter("InstanceNorm", x, "weight", weight, [channels]);
            NormChecks.Parameter("InstanceNorm", x, "bias", bias, [channels]);
            if (!useInputStats && (runningMean is null || runningVar is null))
                throw new ShapeException("InstanceNorm without the input's statistics needs runningMean and runningVar: pass both, or useInputStats: true.");
            if (x.Count == 0) return x.BatchNorm(null, null, weight, bias, eps: eps);
            if (useInputStats && x.Count == (long)examples * channels)
                throw new ShapeException($"InstanceNorm expects more than one position per channel, but got {x.Shape}: one value has no variance.");
            Tensor? Repeated(Tensor? values) => values?.Expand([examples, channels]).Reshape(-1);
            var (mean, variance) = (Repeated(runningMean?.Detach())?.Clone(), Repeated(runningVar?.Detach())?.Clone());
            int[] flat = [1, checked(examples * channels), .. x.Shape.ToArray().AsSpan(2)];
            var y = x.Reshape(flat).BatchNorm(mean, variance, Repeated(weight), Repeated(bias), useInputStats, momentum, eps).Reshape([.. x.Shape]);
            if (!useInputStats) return y;
            runningMean?.CopyFrom(mean!.Reshape(examples, channels).Mean(0));
            runningVar?.CopyFrom(variance!.Reshape(examples, channels).Mean(0));
            return y;
        }
    }
}
