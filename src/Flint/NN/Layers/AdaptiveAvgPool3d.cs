namespace Flint.NN;

/// <summary>Means of windows chosen so that the output has a given size (torch AdaptiveAvgPool3d); 1 is the global mean.</summary>
/// <param name="outputSize">Depth, height and width of the output.</param>
public sealed class AdaptiveAvgPool3d(Triple outputSize) : Module, ILayer
{
    /// <summary>[N, C, D, H, W] to [N, C, D', H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveAvgPool3d(outputSize));
}
