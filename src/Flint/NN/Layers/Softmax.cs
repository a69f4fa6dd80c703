namespace Flint.NN;

/// <summary><c>eˣ / Σ eˣ</c> along a dimension (torch Softmax). Losses take logits: use it on outputs, not before CrossEntropy.</summary>
/// <param name="dim">The dimension that sums to 1.</param>
public sealed class Softmax(int dim) : Module, ILayer
{
    /// <summary>Probabilities of the same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Softmax(dim));
}
