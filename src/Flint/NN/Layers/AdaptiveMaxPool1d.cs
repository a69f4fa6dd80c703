namespace Flint.NN;

/// <summary>Maxima of windows chosen so that the output has a given size (torch AdaptiveMaxPool1d); 1 is the global maximum.</summary>
/// <param name="outputSize">Length of the output.</param>
public sealed class AdaptiveMaxPool1d(int outputSize) : Module, ILayer
{
    /// <summary>[N, C, L] to [N, C, L'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AdaptiveMaxPool1d(outputSize));

    /// <summary>As <see cref="Forward"/>, with the place of each maximum (torch return_indices).</summary>
    public (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor x)
    {
        var (y, indices) = x.AdaptiveMaxPool1dWithIndices(outputSize);
        return (Observe(y), indices);
    }
}
