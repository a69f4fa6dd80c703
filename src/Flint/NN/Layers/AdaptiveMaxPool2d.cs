namespace Flint.NN;

/// <summary>Maxima of windows chosen so that the output has a given size (torch AdaptiveMaxPool2d); 1 is the global maximum.</summary>
/// <param name="outputSize">Height and width of the output.</param>
public sealed class AdaptiveMaxPool2d(Pair outputSize) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, height, width].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveMaxPool2d(outputSize));
}
