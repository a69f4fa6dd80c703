namespace Flint.NN;

/// <summary><c>x - tanh x</c> (torch Tanhshrink).</summary>
public sealed class Tanhshrink : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Tanhshrink());
}
