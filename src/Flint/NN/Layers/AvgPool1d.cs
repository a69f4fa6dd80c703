namespace Flint.NN;

/// <summary>The mean of each window (torch AvgPool1d).</summary>
/// <param name="kernel">Length of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="padding">Zeros on each side.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
/// <param name="countIncludePad">Whether zeros of the padding count in the divisor.</param>
public sealed class AvgPool1d(int kernel, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    : Module, ILayer
{
    /// <summary>[N, C, L] to [N, C, L'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AvgPool1d(kernel, stride, padding, ceilMode, countIncludePad));
}
