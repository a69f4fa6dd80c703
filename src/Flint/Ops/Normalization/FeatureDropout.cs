namespace Flint;

/// <summary>Random zeros, channel by channel or in the manner of SELU.</summary>
public static class FeatureDropoutOps
{
    const double Lowest = -SeluOps.Scale * SeluOps.Alpha;

    extension(Tensor x)
    {
        /// <summary>
        /// In training, each whole channel of [N, C, ...] is 0 with probability <paramref name="p"/>, else divided by 1 - p (Tompson et al. 2015):
        /// torch's feature_dropout, and dropout1d, 2d and 3d of batches.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">p is not in 0 to 1.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        public Tensor FeatureDropout(double p = 0.5, bool training = true, Generator? generator = null)
        {
            Check("FeatureDropout", x, p, least: 2);
            if (!training || p == 0) return x;
            return p == 1 ? x * 0 : x * (Kept(x, p, perChannel: true, generator) / (1 - p));
        }

        /// <summary>
        /// In training, each element is SELU's least value -1.7581 with probability <paramref name="p"/>, and all are then scaled and shifted so that
        /// mean 0 and variance 1 stay (Klambauer et al. 2017).
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">p is not in 0 to 1.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor AlphaDropout(double p = 0.5, bool training = true, Generator? generator = null) =>
            Alpha("AlphaDropout", x, p, training, perChannel: false, generator);

        /// <summary>As <c>AlphaDropout</c>, for whole channels of [N, C, ...].</summary>
        /// <inheritdoc cref="AlphaDropout"/>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        public Tensor FeatureAlphaDropout(double p = 0.5, bool training = true, Generator? generator = null) =>
            Alpha("FeatureAlphaDropout", x, p, training, perChannel: true, generator);
    }

    static Tensor Alpha(string name, Tensor x, double p, bool training, bool perChannel, Generator? generator)
    {
        Check(name, x, p, perChannel ? 2 : 0);
        if (!training || p == 0) return x;
        if (p == 1) return x * 0;
        var scale = 1 / Math.Sqrt((1 - p) * (1 + p * Lowest * Lowest));
        var kept = Kept(x, p, perChannel, generator);
        return x * (kept * scale) + ((1 - kept) * Lowest + p * -Lowest) * scale;
    }

    static Tensor Kept(Tensor x, double p, bool perChannel, Generator? generator)
    {
        int[] channels = perChannel ? [x.Size(0), x.Size(1), .. Enumerable.Repeat(1, x.Rank - 2)] : x.Shape.ToArray();
        return Tensor.Bernoulli(channels, 1 - p, x.DType, generator);
    }

    static void Check(string name, Tensor x, double p, int least)
    {
        if (!(p is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, $"{name}'s p is a probability: use 0 to 1.");
        NormChecks.Floating(name, x);
        if (x.Rank < least) throw new ShapeException($"{name} expects [N, C, ...], but got {x.Shape}.");
    }
}
