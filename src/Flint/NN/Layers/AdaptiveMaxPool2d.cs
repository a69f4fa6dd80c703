namespace Flint.NN;

/// <summary>Maxima of windows chosen so that the output has a given size (torch AdaptiveMaxPool2d); 1 is the global maximum.</summary>
/// <param name="outputSize">Height and width of the output.</param>
public sealed class AdaptiveMaxPool2d(Pair outputSize) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveMaxPool2d(outputSize));

    /// <summary>As <see cref="Forward"/>, with the place of each maximum (torch return_indices).</summary>
    public (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor x)
    {
        var (y, indices) = x.AdaptiveMaxPool2dWithIndices(outputSize);
        return (Observe(y), indices);
    }
}
