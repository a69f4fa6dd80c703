namespace Flint.NN;

/// <summary><c>e⁻ˣ / Σ e⁻ˣ</c> along a dimension (torch Softmin).</summary>
/// <param name="dim">The dimension that sums to 1.</param>
public sealed class Softmin(int dim) : Module, ILayer
{
    /// <summary>Probabilities of the same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Softmin(dim));
}
