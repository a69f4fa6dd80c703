namespace Flint.NN;

/// <summary><c>x min(max(x + 3, 0), 6) / 6</c> (Howard et al. 2019; torch Hardswish).</summary>
public sealed class Hardswish : Module, ILayer
{
    /// <summary>Applies the function to every element.</summary>
    public Tensor Forward(Tensor x) => Observe(x.Hardswish());
}
