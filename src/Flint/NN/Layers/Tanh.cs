namespace Flint.NN;

/// <summary>The hyperbolic tangent (torch Tanh).</summary>
public sealed class Tanh : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Tanh());
}
