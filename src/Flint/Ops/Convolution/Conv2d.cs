using Flint.Kernels;

namespace Flint;

/// <summary>Two-dimensional convolution.</summary>
public static class Conv2dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// Two-dimensional convolution (cross-correlation, as in all deep-learning libraries) of images [N, C, H, W]:
        /// <c>y[n, o, p, q] = b[o] + sum over c, i, j of W[o, c, i, j] x[n, c, p stride - padding + i dilation, q stride - padding + j dilation]</c>.
        /// The result is [N, out, H', W'] with <c>H' = floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1</c>.
        /// </summary>
        /// <remarks>Patches are built inside the matrix product and never stored. One image without batch, [C, H, W], gives [out, H', W'].</remarks>
        /// <param name="weight">[out, C / groups, kernel height, kernel width].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Pixels between neighbouring outputs.</param>
        /// <param name="padding">Rows and columns of zeros around the image, on each side.</param>
        /// <param name="dilation">Pixels between neighbouring taps of the kernel.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one; with C groups the convolution is depthwise.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor Conv2d(Tensor weight, Tensor? bias = null, Pair? stride = null, Pair? padding = null, Pair? dilation = null, int groups = 1)
        {
            if (x.Rank == 3) return x.Unsqueeze(0).Conv2d(weight, bias, stride, padding, dilation, groups).Squeeze(0);
            Conv2dCheck.Require(x, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);
            var shape = Shape(x, weight, stride ?? 1, padding ?? 0, dilation ?? 1, groups);
            Tensor images = x.Detach(), kernels = weight.Detach().Contiguous();
            var output = Tensor.Empty([shape.Images, shape.OutChannels, shape.Output.Height, shape.Output.Width], x.DType);
            if (output.Count > 0) x.Device.Convolve(shape, images, kernels, bias?.Detach().Contiguous(), output);
            return bias is null
                ? Tape.Record(output, [x, weight], (dy, wanted) => Gradients(shape, dy.Contiguous(), images, kernels, wanted), x, weight)
                : Tape.Record(output, [x, weight, bias], (dy, wanted) => Gradients(shape, dy.Contiguous(), images, kernels, wanted), x, weight);
        }
    }

    static Tensor?[] Gradients(in ConvolutionShape shape, Tensor dy, Tensor images, Tensor weight, ReadOnlySpan<bool> wanted)
    {
        var gradients = new Tensor?[wanted.Length];
        if (wanted[0]) gradients[0] = InputGradient(shape, dy, images, weight);
        if (wanted[1]) gradients[1] = WeightGradient(shape, dy, images, weight);
        if (wanted.Length > 2 && wanted[2]) gradients[2] = dy.Sum([0, 2, 3]);
        return gradients;
    }

    static Tensor InputGradient(in ConvolutionShape shape, Tensor dy, Tensor images, Tensor weight)
    {
        if (dy.Count == 0 || images.Count == 0) return Tensor.Zeros(images.Shape, images.DType);
        var dx = Tensor.Empty(images.Shape, images.DType);
        dy.Device.ConvolveInputGradient(shape, dy, weight, dx);
        return dx;
    }

    static Tensor WeightGradient(in ConvolutionShape shape, Tensor dy, Tensor images, Tensor weight)
    {
        if (dy.Count == 0 || weight.Count == 0) return Tensor.Zeros(weight.Shape, weight.DType);
        var dw = Tensor.Empty(weight.Shape, weight.DType);
        dy.Device.ConvolveWeightGradient(shape, images, dy, dw);
        return dw;
    }

    static ConvolutionShape Shape(Tensor x, Tensor weight, Pair stride, Pair padding, Pair dilation, int groups)
    {
        Plane source = new(x.Size(2), x.Size(3)), kernel = new(weight.Size(2), weight.Size(3));
        Plane output = new(
            WindowCount.Of(source.Height, kernel.Height, stride.Height, padding.Height, dilation.Height),
            WindowCount.Of(source.Width, kernel.Width, stride.Width, padding.Width, dilation.Width));
        return new(x.Size(0), x.Size(1), source, weight.Size(0), output, kernel, stride, padding, dilation, groups);
    }
}
