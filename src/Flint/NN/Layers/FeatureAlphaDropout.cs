namespace Flint.NN;

/// <summary>AlphaDropout of whole channels of [N, C, ...] (torch FeatureAlphaDropout). In evaluation gives the input back.</summary>
/// <param name="p">The probability to drop, 0 to 1.</param>
public sealed class FeatureAlphaDropout(double p = 0.5) : Module, ILayer
{
    readonly double p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "The probability to drop must be in [0, 1].");

    /// <summary>The same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(IsTraining ? x.FeatureAlphaDropout(p) : x);
}
