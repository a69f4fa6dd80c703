namespace Flint.NN;

/// <summary><c>min(max(x + 3, 0), 6) / 6</c> (torch Hardsigmoid).</summary>
public sealed class Hardsigmoid : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Hardsigmoid());
}
