namespace Flint.NN;

/// <summary>Dropout that keeps mean 0 and variance 1 behind SELU (Klambauer et al. 2017; torch AlphaDropout). In evaluation gives the input back.</summary>
/// <param name="p">The probability to drop, 0 to 1.</param>
public sealed class AlphaDropout(double p = 0.5) : Module, ILayer
{
    readonly double p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "The probability to drop must be in [0, 1].");

    /// <summary>The same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(IsTraining ? x.AlphaDropout(p) : x);
}
