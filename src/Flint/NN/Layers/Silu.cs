namespace Flint.NN;

/// <summary>The sigmoid linear unit or swish, <c>x / (1 + e⁻ˣ)</c> (torch SiLU).</summary>
public sealed class Silu : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Silu());
}
