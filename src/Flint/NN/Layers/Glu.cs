namespace Flint.NN;

/// <summary><c>a · sigmoid(b)</c> of the two halves of a dimension (Dauphin et al. 2016; torch GLU).</summary>
/// <param name="dim">The dimension that is halved.</param>
public sealed class Glu(int dim = -1) : Module, ILayer
{
    /// <summary>The dimension has half the size.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Glu(dim));
}
