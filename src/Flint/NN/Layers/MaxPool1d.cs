namespace Flint.NN;

/// <summary>The largest value of each window (torch MaxPool1d).</summary>
/// <param name="kernel">Length of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="padding">Cells on each side that never win.</param>
/// <param name="dilation">Step between the window's cells; 1 where not given.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
public sealed class MaxPool1d(int kernel, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) : Module, ILayer
{
    /// <summary>[N, C, L] to [N, C, L'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.MaxPool1d(kernel, stride, padding, dilation, ceilMode));

    /// <summary>As <see cref="Forward"/>, with the place of each maximum, for <see cref="MaxUnpool1d"/> (torch return_indices).</summary>
    public (Tensor Output, Tensor Indices) ForwardWithIndices(Tensor x)
    {
        var (y, indices) = x.MaxPool1dWithIndices(kernel, stride, padding, dilation, ceilMode);
        return (Observe(y), indices);
    }
}
