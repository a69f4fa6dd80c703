namespace Flint.NN;

/// <summary>The Gaussian error linear unit, <c>x Φ(x)</c> (torch GELU).</summary>
/// <param name="approximate">True for the tanh formula of GPT-2: <c>x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2</c>.</param>
public sealed class Gelu(bool approximate = false) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Gelu(approximate));
}
