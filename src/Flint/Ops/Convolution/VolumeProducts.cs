using Flint.Kernels;
using Flint.NN;

namespace Flint;

/// <summary>Sizes of a three-dimensional convolution: those of its planes, and along the depth.</summary>
readonly record struct VolumeShape(ConvolutionShape Plane, int Depth, int OutDepth, int KernelDepth, int Stride, int Padding, int Dilation)
{
    /// <summary>The outputs that tap k of the depth gives a share of, and the input plane that the first of them meets.</summary>
    internal (int First, int Count, int Source) Reach(int tap)
    {
        var shift = (long)tap * Dilation - Padding;
        var first = shift >= 0 ? 0 : (-shift + Stride - 1) / Stride;
        var end = shift >= Depth ? 0 : (Depth - 1 - shift) / Stride + 1;
        return ((int)first, (int)Math.Max(0, Math.Min(end, OutDepth) - first), (int)(first * Stride + shift));
    }
}

/// <summary>
/// The three products of a three-dimensional convolution, recorded; see <see cref="ConvolutionProducts"/>. Each is a sum over the
/// taps of the depth of products of planes. Inside, the depth comes first: the planes that a tap meets are one batch of images.
/// </summary>
static class VolumeProducts
{
    internal static Tensor Forward(VolumeShape shape, Tensor x, Tensor weight, Tensor? bias = null)
    {
        var plane = shape.Plane;
        var input = DepthFirst(x);
        var y = Tensor.Zeros([shape.OutDepth, plane.Images, plane.OutChannels, plane.Output.Height, plane.Output.Width], x.DType);
        var isCounted = ProductCount.Takes(y, y.Count * shape.KernelDepth * plane.Window);
        for (var k = 0; k < shape.KernelDepth && !isCounted; k++)
        {
            var (first, count, source) = shape.Reach(k);
            if (count == 0 || y.Count == 0) continue;
            var part = Planes(y, first, 1, count);
            var share = Tensor.Empty(part.Shape, x.DType);
            y.Device.Convolve(plane with { Images = count * plane.Images }, Batch(Planes(input, source, shape.Stride, count)), Tap(weight, k), null, Batch(share), clamp: null);
            part += share;
            share.Storage.Release();
        }
        if (bias is not null) y += bias.Detach().Reshape(-1, 1, 1);
        return Tape.Record(DepthThird(y), bias is null ? [x, weight] : [x, weight, bias], (dy, wanted) =>
        {
            var gradients = new Tensor?[wanted.Length];
            if (wanted[0]) gradients[0] = InputGradient(shape, dy, weight);
            if (wanted[1]) gradients[1] = WeightGradient(shape, x, dy);
            if (wanted.Length > 2 && wanted[2]) gradients[2] = dy.Sum([0, 2, 3, 4]);
            return gradients;
        }, x, weight);
    }

    internal static Tensor InputGradient(VolumeShape shape, Tensor dy, Tensor weight)
    {
        var plane = shape.Plane;
        var gradient = DepthFirst(dy);
        var dx = Tensor.Zeros([shape.Depth, plane.Images, plane.Channels, plane.Source.Height, plane.Source.Width], dy.DType);
        var isCounted = ProductCount.Takes(dx, dy.Count * shape.KernelDepth * plane.Window);
        for (var k = 0; k < shape.KernelDepth && !isCounted; k++)
        {
            var (first, count, source) = shape.Reach(k);
            if (count == 0 || gradient.Count == 0 || dx.Count == 0) continue;
            var part = Planes(dx, source, shape.Stride, count);
            var share = Tensor.Empty(part.Shape, dy.DType);
            dx.Device.ConvolveInputGradient(plane with { Images = count * plane.Images }, Batch(Planes(gradient, first, 1, count)), Tap(weight, k), Batch(share));
            part += share;
            share.Storage.Release();
        }
        return Tape.Record(DepthThird(dx), [dy, weight], (g, wanted) =>
            [wanted[0] ? Forward(shape, g, weight) : null, wanted[1] ? WeightGradient(shape, g, dy) : null], dy, weight);
    }

    internal static Tensor WeightGradient(VolumeShape shape, Tensor x, Tensor dy)
    {
        var plane = shape.Plane;
        var (input, gradient) = (DepthFirst(x), DepthFirst(dy));
        var dw = Tensor.Zeros([plane.OutChannels, plane.GroupChannels, shape.KernelDepth, plane.Kernel.Height, plane.Kernel.Width], dy.DType);
        for (var k = 0; k < shape.KernelDepth; k++)
        {
            var (first, count, source) = shape.Reach(k);
            if (count == 0 || gradient.Count == 0 || input.Count == 0 || dw.Count == 0) continue;
            var share = Tensor.Empty([plane.OutChannels, plane.GroupChannels, plane.Kernel.Height, plane.Kernel.Width], dy.DType);
            dw.Device.ConvolveWeightGradient(plane with { Images = count * plane.Images }, Batch(Planes(input, source, shape.Stride, count)), Batch(Planes(gradient, first, 1, count)), share);
            dw.Device.Copy(share, dw.Select(2, k));
            share.Storage.Release();
        }
        return Tape.Record(dw, [x, dy], (g, wanted) =>
            [wanted[0] ? InputGradient(shape, dy, g) : null, wanted[1] ? Forward(shape, x, g) : null], x, dy);
    }

    /// <summary>[N, C, D, H, W] as contiguous [D, N, C, H, W], not recorded.</summary>
    static Tensor DepthFirst(Tensor x) => x.Detach().Permute(2, 0, 1, 3, 4).Contiguous();

    static Tensor DepthThird(Tensor x) => x.Permute(1, 2, 0, 3, 4).Contiguous();

    /// <summary>Every <paramref name="step"/>th plane of contiguous [D, ...], a view.</summary>
    static Tensor Planes(Tensor x, int start, int step, int count)
    {
        var (sizes, strides) = (x.Shape.ToArray(), x.Strides.ToArray());
        var offset = x.Offset + start * strides[0];
        (sizes[0], strides[0]) = (count, strides[0] * step);
        return x.Alias(new(sizes, strides), offset);
    }

    static Tensor Batch(Tensor planes) => planes.Flatten(0, 1).Contiguous();

    static Tensor Tap(Tensor weight, int k) => weight.Detach().Select(2, k).Contiguous();
}
