using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Convolve(in ConvolutionShape shape, Tensor images, Tensor weight, Tensor? bias, Tensor result, Clamp? clamp)
    {
        if (result.DType == DType.Float32) Convolve<float>(shape, images, weight, bias, result, clamp);
        else Convolve<double>(shape, images, weight, bias, result, clamp);
    }

    internal override void ConvolveInputGradient(in ConvolutionShape shape, Tensor gradient, Tensor weight, Tensor result)
    {
        if (result.DType == DType.Float32) ConvolveInputGradient<float>(shape, gradient, weight, result);
        else ConvolveInputGradient<double>(shape, gradient, weight, result);
    }

    internal override void ConvolveWeightGradient(in ConvolutionShape shape, Tensor images, Tensor gradient, Tensor result)
    {
        if (result.DType == DType.Float32) ConvolveWeightGradient<float>(shape, images, gradient, result);
        else ConvolveWeightGradient<double>(shape, images, gradient, result);
    }

    static void Convolve<T>(in ConvolutionShape shape, Tensor images, Tensor weight, Tensor? bias, Tensor result, Clamp? clamp) where T : unmanaged
    {
        fixed (byte* x = images.Storage, w = weight.Storage, b = bias?.Storage, y = result.Storage)
            Convolution.Forward(shape, ImagesOf<T>(images, x), (nint)images.Layout.Strides[0], (T*)w + weight.Offset,
                bias is null ? null : (T*)b + bias.Offset, (T*)y + result.Offset, constant: weight.Storage, clamp: clamp);
        GC.KeepAlive(images);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        GC.KeepAlive(result);
    }

    static void ConvolveInputGradient<T>(in ConvolutionShape shape, Tensor gradient, Tensor weight, Tensor result) where T : unmanaged
    {
        fixed (byte* dy = gradient.Storage, w = weight.Storage, dx = result.Storage)
            Convolution.InputGradient(shape, (T*)dy + gradient.Offset, (T*)w + weight.Offset, (T*)dx + result.Offset);
        GC.KeepAlive(gradient);
        GC.KeepAlive(weight);
        GC.KeepAlive(result);
    }

    static void ConvolveWeightGradient<T>(in ConvolutionShape shape, Tensor images, Tensor gradient, Tensor result) where T : unmanaged
    {
        fixed (byte* x = images.Storage, dy = gradient.Storage, dw = result.Storage)
            Convolution.WeightGradient(shape, ImagesOf<T>(images, x), (nint)images.Layout.Strides[0], (T*)dy + gradient.Offset, (T*)dw + result.Offset);
        GC.KeepAlive(images);
        GC.KeepAlive(gradient);
        GC.KeepAlive(result);
    }

    static Image<T> ImagesOf<T>(Tensor images, byte* memory) where T : unmanaged => new((T*)memory + images.Offset,
        (nint)images.Layout.Strides[1], (nint)images.Layout.Strides[2], (nint)images.Layout.Strides[3]);
}
