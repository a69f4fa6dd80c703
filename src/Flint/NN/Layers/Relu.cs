namespace Flint.NN;

/// <summary>The rectifier, <c>max(x, 0)</c> (torch ReLU).</summary>
public sealed class Relu : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Relu());
}
