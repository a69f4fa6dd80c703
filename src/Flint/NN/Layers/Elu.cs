namespace Flint.NN;

/// <summary><c>x</c> above zero and <c>alpha (eˣ - 1)</c> below (torch ELU).</summary>
/// <param name="alpha">The least value, negated.</param>
public sealed class Elu(double alpha = 1) : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Elu(alpha));
}
