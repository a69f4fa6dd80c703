namespace Flint.NN;

/// <summary>The p-norm of each window, (Σ xᵖ)^(1/p) (torch LPPool1d).</summary>
/// <param name="normType">p.</param>
/// <param name="kernel">Length of the window.</param>
/// <param name="stride">Step between windows; the kernel where not given.</param>
/// <param name="ceilMode">Also takes windows that hang over the end.</param>
public sealed class LPPool1d(double normType, int kernel, int? stride = null, bool ceilMode = false) : Module, ILayer
{
    /// <summary>[N, C, L] to [N, C, L'].</summary>
    public Tensor Forward(Tensor x) => Observe(x.LPPool1d(normType, kernel, stride, ceilMode));
}
