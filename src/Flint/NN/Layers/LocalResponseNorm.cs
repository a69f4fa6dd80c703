namespace Flint.NN;

/// <summary>Divides by a power of the mean square over neighbouring channels (Krizhevsky et al. 2012; torch LocalResponseNorm).</summary>
/// <param name="size">How many channels are summed.</param>
/// <param name="alpha">Factor of the mean square.</param>
/// <param name="beta">Exponent.</param>
/// <param name="k">Added to the mean square.</param>
public sealed class LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1) : Module, ILayer
{
    /// <summary>[N, C, ...] to the same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(x.LocalResponseNorm(size, alpha, beta, k));
}
