namespace Flint.NN;

/// <summary>Maxima of windows chosen so that the output has a given size (torch AdaptiveMaxPool3d); 1 is the global maximum.</summary>
/// <param name="outputSize">Depth, height and width of the output.</param>
public sealed class AdaptiveMaxPool3d(Triple outputSize) : Module, ILayer
{
    /// <summary>[N, C, D, H, W] to [N, C, D', H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveMaxPool3d(outputSize));

    /// <summary>As <see cref="Forward"/>, with the place of each maximum (torch return_indices).</summary>
    public (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor x)
    {
        var (y, indices) = x.AdaptiveMaxPool3dWithIndices(outputSize);
        return (Observe(y), indices);
    }
}
