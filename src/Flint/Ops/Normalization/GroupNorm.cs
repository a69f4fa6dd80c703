namespace Flint;

/// <summary>Normalisation of groups of channels, example by example.</summary>
public static class GroupNormOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x - mean) / sqrt(var + eps) weight + bias, with mean and biased variance over all elements of a group of channels of one
        /// example. One group normalises the whole example, C groups each channel. Source: Wu and He, "Group normalization", 2018.
        /// </summary>
        /// <param name="numGroups">The channels are cut into this many groups.</param>
        /// <param name="weight">[C]; ones where not given.</param>
        /// <param name="bias">[C]; zeros where not given.</param>
        /// <param name="eps">Added to the variance.</param>
        /// <returns>The shape of the input, [N, C, ...].</returns>
        /// <exception cref="ShapeException">There is no channel dimension, the groups do not divide it, or a parameter is not [C].</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or a parameter has another dtype.</exception>
        public Tensor GroupNorm(int numGroups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
        {
            NormChecks.Floating("GroupNorm", x);
            if (x.Rank < 2) throw new ShapeException($"GroupNorm expects [N, C, ...], but got {x.Shape}: channels are dimension 1.");
            var channels = x.Size(1);
            if (numGroups < 1 || channels % numGroups != 0)
                throw new ShapeException($"GroupNorm on input {x.Shape} cannot cut {channels} channels into {numGroups} groups of equal size.");
            NormChecks.Parameter("GroupNorm", x, "weight", weight, [channels]);
            NormChecks.Parameter("GroupNorm", x, "bias", bias, [channels]);
            if (x.Count == 0) return x.BatchNorm(null, null, weight, bias, eps: eps);
            var group = checked((int)(x.Count / ((long)x.Size(0) * numGroups)));
            var y = x.Reshape(x.Size(0), numGroups, group).LayerNorm([group], eps: eps).Reshape([.. x.Shape]);
            int[] broadcast = [channels, .. Enumerable.Repeat(1, x.Rank - 2)];
            if (weight is not null) y = y * weight.Reshape(broadcast);
            if (bias is not null) y = y + bias.Reshape(broadcast);
            return y;
        }
    }
}
