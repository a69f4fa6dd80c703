namespace Flint.NN;

/// <summary>Means of windows chosen so that the output has a given size (torch AdaptiveAvgPool1d); 1 is the global mean.</summary>
/// <param name="outputSize">Length of the output.</param>
public sealed class AdaptiveAvgPool1d(int outputSize) : Module, ILayer
{
    /// <summary>[N, C, L] to [N, C, L'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveAvgPool1d(outputSize));
}
