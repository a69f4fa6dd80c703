using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>
    /// <c>result = a b (+ bias)</c> for batches of matrices: a is [..., m, k], b is [..., k, n] of the same rank, both
    /// already broadcast (strides may be anything, 0 too); result is contiguous [..., m, n]; bias is [n] or null.
    /// </summary>
    internal abstract void MatMul(Tensor a, Tensor b, Tensor? bias, Tensor result);

    /// <summary>A two-dimensional convolution: images of any strides, contiguous weight, bias (or null) and result, which is kept within <paramref name="clamp"/>.</summary>
    internal abstract void Convolve(in ConvolutionShape shape, Tensor images, Tensor weight, Tensor? bias, Tensor result, Clamp? clamp);

    /// <summary>dL/dimages from contiguous dL/doutput and weight.</summary>
    internal abstract void ConvolveInputGradient(in ConvolutionShape shape, Tensor gradient, Tensor weight, Tensor result);

    /// <summary>dL/dweight from images of any strides and contiguous dL/doutput.</summary>
    internal abstract void ConvolveWeightGradient(in ConvolutionShape shape, Tensor images, Tensor gradient, Tensor result);
}
