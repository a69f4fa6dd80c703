namespace Flint.NN;

/// <summary>Means over windows chosen so that the output has a given size (torch AdaptiveAvgPool2d); 1 is the global mean.</summary>
/// <param name="outputSize">Height and width of the output.</param>
public sealed class AdaptiveAvgPool2d(Pair outputSize) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, height, width].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveAvgPool2d(outputSize));
}
