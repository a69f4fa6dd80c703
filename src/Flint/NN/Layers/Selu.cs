namespace Flint.NN;

/// <summary>The exponential linear unit that keeps mean 0 and variance 1 (Klambauer et al. 2017; torch SELU).</summary>
public sealed class Selu : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Selu());
}
