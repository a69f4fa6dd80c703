namespace Flint.NN;

/// <summary><c>log(1 + e^(βx)) / β</c>, a smooth rectifier (torch Softplus).</summary>
/// <param name="beta">β.</param>
/// <param name="threshold">Where βx is above it, the result is x itself.</param>
public sealed class Softplus(double beta = 1, double threshold = 20) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Softplus(beta, threshold));
}
