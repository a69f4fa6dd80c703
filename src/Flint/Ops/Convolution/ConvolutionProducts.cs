using Flint.Kernels;
using Flint.NN;

namespace Flint;

/// <summary>
/// The three products of a two-dimensional convolution, recorded. Each is linear in both operands, and their gradients are the
/// other two: so all derivatives of convolutions and transposed convolutions, of any order, are products of these.
/// </summary>
static class ConvolutionProducts
{
    /// <summary>y from x and w, and where nothing is recorded within limits; dx is the input gradient, dw the weight gradient.</summary>
    internal static Tensor Forward(ConvolutionShape shape, Tensor x, Tensor weight, Tensor? bias = null, Clamp? clamp = null)
    {
        var y = Tensor.Empty([shape.Images, shape.OutChannels, shape.Output.Height, shape.Output.Width], x.DType);
        if (y.Count > 0 && !ProductCount.Takes(y, y.Count * shape.Window)) x.Device.Convolve(shape, x.Detach(), weight.Detach().Contiguous(), bias?.Detach().Contiguous(), y, clamp);
        return Tape.Record(y, bias is null ? [x, weight] : [x, weight, bias], (dy, wanted) =>
        {
            var gradients = new Tensor?[wanted.Length];
            if (wanted[0]) gradients[0] = InputGradient(shape, dy, weight);
            if (wanted[1]) gradients[1] = WeightGradient(shape, x, dy);
            if (wanted.Length > 2 && wanted[2]) gradients[2] = dy.Sum([0, 2, 3]);
            return gradients;
        }, x, weight);
    }

    /// <summary>dL/dx from dL/dy and w.</summary>
    internal static Tensor InputGradient(ConvolutionShape shape, Tensor dy, Tensor weight)
    {
        Shape images = [shape.Images, shape.Channels, shape.Source.Height, shape.Source.Width];
        var isEmpty = dy.Count == 0 || weight.Count == 0 || images.Count == 0;
        var dx = isEmpty ? Tensor.Zeros(images, dy.DType) : Tensor.Empty(images, dy.DType);
        if (!isEmpty && !ProductCount.Takes(dx, dy.Count * shape.Window)) dy.Device.ConvolveInputGradient(shape, dy.Detach().Contiguous(), weight.Detach().Contiguous(), dx);
        return Tape.Record(dx, [dy, weight], (g, wanted) =>
            [wanted[0] ? Forward(shape, g, weight) : null, wanted[1] ? WeightGradient(shape, g, dy) : null], dy, weight);
    }

    /// <summary>dL/dw from x and dL/dy.</summary>
    internal static Tensor WeightGradient(ConvolutionShape shape, Tensor x, Tensor dy)
    {
        Shape weight = [shape.OutChannels, shape.GroupChannels, shape.Kernel.Height, shape.Kernel.Width];
        var isEmpty = dy.Count == 0 || x.Count == 0 || weight.Count == 0;
        var dw = isEmpty ? Tensor.Zeros(weight, dy.DType) : Tensor.Empty(weight, dy.DType);
        if (!isEmpty) dy.Device.ConvolveWeightGradient(shape, x.Detach(), dy.Detach().Contiguous(), dw);
        return Tape.Record(dw, [x, dy], (g, wanted) =>
            [wanted[0] ? InputGradient(shape, dy, g) : null, wanted[1] ? Forward(shape, x, g) : null], x, dy);
    }
}
