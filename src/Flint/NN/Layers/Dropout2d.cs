namespace Flint.NN;

/// <summary>Dropout of whole channels of [N, C, H, W] or [C, H, W] (Tompson et al. 2015; torch Dropout2d). In evaluation gives the input back.</summary>
/// <param name="p">The probability to drop, 0 to 1.</param>
public sealed class Dropout2d(double p = 0.5) : Module, ILayer
{
    readonly double p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "The probability to drop must be in [0, 1].");

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The number of dimensions is another.</exception>
    public Tensor Forward(Tensor x) => Observe(IsTraining ? ChannelDropout.Apply(this, x, p, 3) : x);
}
