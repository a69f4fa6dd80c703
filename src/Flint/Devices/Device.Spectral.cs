using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>Transforms of length n of the contiguous lines of x, times a scale; pairs are a last dimension of 2.</summary>
    internal abstract void Fft(Tensor x, Tensor y, int n, FftForm form, double scale);
}
