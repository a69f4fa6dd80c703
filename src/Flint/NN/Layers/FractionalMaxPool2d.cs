namespace Flint.NN;

/// <summary>Maxima of windows whose places are drawn at random, anew for each call (torch FractionalMaxPool2d; Graham 2014).</summary>
/// <param name="kernel">Height and width of the window.</param>
/// <param name="outputSize">Height and width of the output; give this or a ratio.</param>
/// <param name="outputRatio">The output's sizes as a share of the input's, between 0 and 1.</param>
/// <param name="generator">What draws the places; the thread's ambient generator where null.</param>
public sealed class FractionalMaxPool2d(Pair kernel, Pair? outputSize = null, double? outputRatio = null, Generator? generator = null) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, H', W'].</summary>
    public Tensor Forward(Tensor x) => ForwardWithIndices(x).Output;

    /// <summary>As <see cref="Forward"/>, with the place of each maximum (torch return_indices).</summary>
    public (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor x)
    {
        var (y, indices) = x.FractionalMaxPool2dWithIndices(kernel, outputSize, outputRatio, generator: generator);
        return (Observe(y), indices);
    }
}
