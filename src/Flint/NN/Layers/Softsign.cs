namespace Flint.NN;

/// <summary><c>x / (1 + |x|)</c> (torch Softsign).</summary>
public sealed class Softsign : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Softsign());
}
