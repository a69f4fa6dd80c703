namespace Flint.NN;

/// <summary>The mean of each window (torch AvgPool2d).</summary>
/// <param name="kernel">Height and width of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="padding">Zeros on each side.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
/// <param name="countIncludePad">Whether zeros of the padding count in the divisor.</param>
/// <param name="divisorOverride">What each sum is divided by, in place of the window's size.</param>
public sealed class AvgPool2d(Pair kernel, Pair? stride = null, Pair padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null)
    : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AvgPool2d(kernel, stride, padding, ceilMode, countIncludePad, divisorOverride));
}
