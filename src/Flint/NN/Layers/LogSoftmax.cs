namespace Flint.NN;

/// <summary><c>x - log Σ eˣ</c> along a dimension (torch LogSoftmax); what <see cref="Loss.Nll(Tensor, Tensor)"/> takes.</summary>
/// <param name="dim">The dimension whose exponentials sum to 1.</param>
public sealed class LogSoftmax(int dim) : Module, ILayer
{
    /// <summary>Log probabilities of the same shape.</summary>
    public Tensor Forward(Tensor x) => Observe(x.LogSoftmax(dim));
}
