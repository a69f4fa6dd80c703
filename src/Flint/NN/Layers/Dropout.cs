namespace Flint.NN;

/// <summary>
/// In training, sets each element to zero with probability p and divides the others by 1 - p (Srivastava et al. 2014; torch
/// Dropout); in evaluation gives the input back.
/// </summary>
public sealed class Dropout : Module, ILayer
{
    readonly double p;

    /// <summary>Drops elements with probability <paramref name="p"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1].</exception>
    public Dropout(double p = 0.5) =>
        this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "The probability to drop an element must be in [0, 1].");

    /// <summary>The same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(IsTraining ? x.Dropout(p) : x);
}
