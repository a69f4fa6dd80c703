namespace Flint;

/// <summary>One-dimensional transposed convolution.</summary>
public static class ConvTranspose1dOps
{
    extension(Tensor x)
    {
        /// <summary>As <see cref="ConvTranspose2dOps"/>, for signals [N, C, L] or [C, L].</summary>
        /// <returns>[N, out, L'] with <c>L' = (L - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1</c>.</returns>
        /// <param name="weight">[C, out / groups, kernel].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Steps between the places of neighbouring inputs in the output.</param>
        /// <param name="padding">Positions cut off at both ends.</param>
        /// <param name="outputPadding">Positions more at the end, less than the stride or the dilation.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one.</param>
        /// <param name="dilation">Steps between neighbouring taps of the kernel.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor ConvTranspose1d(
            Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, int dilation = 1)
        {
            if (x.Rank == 2) return x.Unsqueeze(0).ConvTranspose1d(weight, bias, stride, padding, outputPadding, groups, dilation).Squeeze(0);
            ConvolutionCheck.RequireTransposed("ConvTranspose1d", x, weight, bias, [stride], [padding], [outputPadding], [dilation], groups);
            return x.Unsqueeze(-2)
                .ConvTranspose2d(weight.Unsqueeze(-2), bias, (1, stride), (0, padding), (0, outputPadding), groups, (1, dilation)).Squeeze(-2);
        }
    }
}
