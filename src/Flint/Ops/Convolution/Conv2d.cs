using Flint.Kernels;

namespace Flint;

/// <summary>Two-dimensional convolution.</summary>
public static class Conv2dOps
{
    /// <summary>
    /// Whether Float32 convolutions of 3 x 3 and stride 1 may use Winograd's algorithm, which takes a quarter of the multiplications; true unless
    /// changed. It is used where it is faster. Rounding errors are larger than those of the direct way: 1 to 2 in 10⁶ of what outputs
    /// typically are, at worst about 2 in 10⁵ (64 to 512 channels of normal numbers). Belongs to the thread, as <see cref="NoGrad"/> does.
    /// </summary>
    public static bool UseWinograd
    {
        get => !avoidsWinograd;
        set => avoidsWinograd = !value;
    }

    [ThreadStatic] static bool avoidsWinograd;

    extension(Tensor x)
    {
        /// <summary>
        /// Two-dimensional convolution (cross-correlation, as in all deep-learning libraries) of images [N, C, H, W]:
        /// <c>y[n, o, p, q] = b[o] + sum over c, i, j of W[o, c, i, j] x[n, c, p stride - padding + i dilation, q stride - padding + j dilation]</c>.
        /// The result is [N, out, H', W'] with <c>H' = floor((H + 2 padding - dilation (kernel - 1) - 1) / stride) + 1</c>.
        /// </summary>
        /// <remarks>Patches are built inside the matrix product and never stored; see also <see cref="UseWinograd"/>. One image without batch, [C, H, W], gives [out, H', W'].</remarks>
        /// <param name="weight">[out, C / groups, kernel height, kernel width].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Pixels between neighbouring outputs.</param>
        /// <param name="padding">Rows and columns of zeros around the image, on each side, or <see cref="Padding.Same"/>.</param>
        /// <param name="dilation">Pixels between neighbouring taps of the kernel.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one; with C groups the convolution is depthwise.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor Conv2d(Tensor weight, Tensor? bias = null, Pair? stride = null, Padding padding = default, Pair? dilation = null, int groups = 1)
            => x.ClampedConv2d(null, weight, bias, stride, padding, dilation, groups);

        /// <summary>The same with results kept within limits. With limits nothing may be recorded: there is no gradient.</summary>
        internal Tensor ClampedConv2d(Clamp? clamp, Tensor weight, Tensor? bias, Pair? stride, Padding padding, Pair? dilation, int groups)
        {
            if (x.Rank == 3) return x.Unsqueeze(0).ClampedConv2d(clamp, weight, bias, stride, padding, dilation, groups).Squeeze(0);
            var (step, spread) = (stride ?? 1, dilation ?? 1);
            var (before, after) = padding.Of("Conv2d", Conv1dOps.KernelOf(weight), step.ToArray(), spread.ToArray());
            if (x.Rank == 4 && !before.SequenceEqual(after)) x = x.Pad([0, after[1] - before[1], 0, after[0] - before[0]]);
            ConvolutionCheck.Require("Conv2d", x, weight, bias, step.ToArray(), before, spread.ToArray(), groups);
            return ConvolutionProducts.Forward(Shape(x, weight, step, new(before[0], before[1]), spread, groups), x, weight, bias, clamp);
        }
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
