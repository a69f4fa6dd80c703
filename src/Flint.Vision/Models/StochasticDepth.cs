using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// In training, sets each sample of a residual branch to zero with probability p and divides the others by 1 - p (Huang et al. 2016;
/// torchvision StochasticDepth, mode row); in evaluation gives the input back.
/// </summary>
public sealed class StochasticDepth : Module, ILayer
{
    readonly double p;

    /// <summary>Drops samples with probability <paramref name="p"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1].</exception>
    public StochasticDepth(double p) =>
        this.p = p is >= 0 and <= 1 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, "The probability to drop a sample must be in [0, 1].");

    /// <summary>[N, ...] to the same shape.</summary>
    public Tensor Forward(Tensor x) => Forward(x, null);

    /// <summary>As <see cref="Forward(Tensor)"/>, with random numbers of a generator; the ambient one where not given.</summary>
    public Tensor Forward(Tensor x, Generator? generator)
    {
        if (!IsTraining || p == 0) return Observe(x);
        Shape samples = [x.Size(0), .. Enumerable.Repeat(1, x.Rank - 1)];
        return Observe(x * Tensor.Ones(samples, x.DType).Dropout(p, generator: generator));
    }
}
