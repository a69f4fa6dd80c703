namespace Flint.NN;

/// <summary>The p-norm of each window, (Σ xᵖ)^(1/p) (torch LPPool2d).</summary>
/// <param name="normType">p.</param>
/// <param name="kernel">Height and width of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
public sealed class LPPool2d(double normType, Pair kernel, Pair? stride = null, bool ceilMode = false) : Module, ILayer
{
    /// <summary>[N, C, H, W] to [N, C, H', W'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.LPPool2d(normType, kernel, stride, ceilMode));
}
