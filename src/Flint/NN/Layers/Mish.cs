namespace Flint.NN;

/// <summary><c>x tanh(log(1 + eˣ))</c> (Misra 2019; torch Mish).</summary>
public sealed class Mish : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Mish());
}
