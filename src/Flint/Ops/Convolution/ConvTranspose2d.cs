using Flint.Kernels;

namespace Flint;

/// <summary>Two-dimensional transposed convolution.</summary>
public static class ConvTranspose2dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The transposed map of a convolution, for images [N, C, H, W] or [C, H, W]: each input pixel adds its multiple of the kernel to
        /// the output, <c>y[n, o, p stride - padding + i dilation, q stride - padding + j dilation] += W[c, o, i, j] x[n, c, p, q]</c>.
        /// Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016.
        /// </summary>
        /// <returns>[N, out, H', W'] with <c>H' = (H - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1</c>.</returns>
        /// <param name="weight">[C, out / groups, kernel height, kernel width].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Pixels between the places of neighbouring inputs in the output; 1 where not given.</param>
        /// <param name="padding">Rows and columns cut off on each side of the output.</param>
        /// <param name="outputPadding">Rows and columns more at the end, less than the stride or the dilation: which of several sizes that the convolution maps to H.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one.</param>
        /// <param name="dilation">Pixels between neighbouring taps of the kernel; 1 where not given.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor ConvTranspose2d(
            Tensor weight, Tensor? bias = null, Pair? stride = null, Pair padding = default, Pair outputPadding = default, int groups = 1, Pair? dilation = null)
        {
            if (x.Rank == 3) return x.Unsqueeze(0).ConvTranspose2d(weight, bias, stride, padding, outputPadding, groups, dilation).Squeeze(0);
            var (step, spread) = (stride ?? 1, dilation ?? 1);
            ConvolutionCheck.RequireTransposed(
                "ConvTranspose2d", x, weight, bias, step.ToArray(), padding.ToArray(), outputPadding.ToArray(), spread.ToArray(), groups);
            int Size(int d, int s, int p, int more, int spread) =>
                (int)ConvolutionCheck.TransposedSize(x.Size(d), weight.Size(d), s, p, more, spread);
            var result = new Plane(
                Size(2, step.Height, padding.Height, outputPadding.Height, spread.Height), Size(3, step.Width, padding.Width, outputPadding.Width, spread.Width));
            var shape = new ConvolutionShape(x.Size(0), weight.Size(1) * groups, result, x.Size(1), new(x.Size(2), x.Size(3)),
                new(weight.Size(2), weight.Size(3)), step, padding, spread, groups);
            var y = ConvolutionProducts.InputGradient(shape, x, weight);
            return bias is null ? y : y + bias.Reshape(-1, 1, 1);
        }
    }
}
