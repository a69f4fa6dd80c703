namespace Flint.NN;

/// <summary><c>1 / (1 + e⁻ˣ)</c> (torch Sigmoid).</summary>
public sealed class Sigmoid : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Sigmoid());
}
