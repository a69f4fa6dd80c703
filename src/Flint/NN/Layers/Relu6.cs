namespace Flint.NN;

/// <summary><c>min(max(x, 0), 6)</c> (torch ReLU6).</summary>
public sealed class Relu6 : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Relu6());
}
