namespace Flint.NN;

/// <summary>The largest value of each window (torch MaxPool2d).</summary>
/// <param name="kernel">Height and width of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="padding">Cells on each side that never win.</param>
/// <param name="dilation">Step between the window's cells; 1 where not given.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
public sealed class MaxPool2d(Pair kernel, Pair? stride = null, Pair padding = default, Pair? dilation = null, bool ceilMode = false) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.MaxPool2d(kernel, stride, padding, dilation, ceilMode));

    /// <summary>As <see cref="Forward"/>, with the place of each maximum, for <see cref="MaxUnpool2d"/> (torch return_indices).</summary>
    public (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor x)
    {
        var (y, indices) = x.MaxPool2dWithIndices(kernel, stride, padding, dilation, ceilMode);
        return (Observe(y), indices);
    }
}
