using Flint.Kernels;

namespace Flint;

/// <summary>The weight gradient of each sample: that of one convolution in which every sample's channels are groups of their own.</summary>
static class SampleConvolution
{
    /// <summary>[N, out, C / groups, kernel] from x [N, C, ...] and dL/dy [N, out, ...] of one, two or three dimensions; not recorded.</summary>
    internal static Tensor WeightGradients(Tensor x, Tensor dy, Tensor weight, int[] stride, int[] padding, int[] dilation, int groups)
    {
        var samples = x.Size(0);
        Shape result = [samples, .. weight.Shape];
        if (samples == 0) return Tensor.Zeros(result, dy.DType);
        if (stride.Length == 1)
            return WeightGradients(x.Unsqueeze(-2), dy.Unsqueeze(-2), weight.Unsqueeze(-2), [1, stride[0]], [0, padding[0]], [1, dilation[0]], groups).Reshape(result);
        var plane = new ConvolutionShape(1, samples * x.Size(1), Last(x), samples * weight.Size(0), Last(dy), Last(weight),
            Both(stride), Both(padding), Both(dilation), samples * groups);
        var (source, gradient) = (x.Flatten(0, 1).Unsqueeze(0), dy.Flatten(0, 1).Unsqueeze(0));
        return (stride.Length == 2
            ? ConvolutionProducts.WeightGradient(plane, source, gradient)
            : VolumeProducts.WeightGradient(new(plane, x.Size(2), dy.Size(2), weight.Size(2), stride[0], padding[0], dilation[0]), source, gradient)).Reshape(result);
    }

    static Plane Last(Tensor x) => new(x.Size(-2), x.Size(-1));

    static Pair Both(int[] numbers) => new(numbers[^2], numbers[^1]);
}
