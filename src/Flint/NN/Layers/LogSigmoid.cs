namespace Flint.NN;

/// <summary><c>log(1 / (1 + e⁻ˣ))</c> (torch LogSigmoid).</summary>
public sealed class LogSigmoid : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.LogSigmoid());
}
