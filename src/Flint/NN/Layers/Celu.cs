namespace Flint.NN;

/// <summary><c>x</c> above zero and <c>alpha (e^(x / alpha) - 1)</c> below (torch CELU).</summary>
/// <param name="alpha">The least value, negated.</param>
public sealed class Celu(double alpha = 1) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Celu(alpha));
}
