namespace Flint.NN;

/// <summary>The mean of each window (torch AvgPool3d).</summary>
/// <param name="kernel">Depth, height and width of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="padding">Zeros on each side.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
/// <param name="countIncludePad">Whether zeros of the padding count in the divisor.</param>
/// <param name="divisorOverride">What each sum is divided by, in place of the window's size.</param>
public sealed class AvgPool3d(Triple kernel, Triple? stride = null, Triple padding = default, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null)
    : Module, ILayer
{
    /// <summary>[N, C, D, H, W] to [N, C, D', H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.AvgPool3d(kernel, stride, padding, ceilMode, countIncludePad, divisorOverride));
}
