namespace Flint;

/// <summary>One-dimensional convolution.</summary>
public static class Conv1dOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// One-dimensional convolution (cross-correlation) of signals [N, C, L]:
        /// <c>y[n, o, p] = b[o] + sum over c, i of W[o, c, i] x[n, c, p stride - padding + i dilation]</c>.
        /// The result is [N, out, L'] with <c>L' = floor((L + 2 padding - dilation (kernel - 1) - 1) / stride) + 1</c>.
        /// </summary>
        /// <remarks>A view on <see cref="Conv2dOps"/>: images of height 1. One signal without batch, [C, L], gives [out, L'].</remarks>
        /// <param name="weight">[out, C / groups, kernel].</param>
        /// <param name="bias">[out], or null for none.</param>
        /// <param name="stride">Steps between neighbouring outputs.</param>
        /// <param name="padding">Zeros at both ends, or <see cref="Padding.Same"/>.</param>
        /// <param name="dilation">Steps between neighbouring taps of the kernel.</param>
        /// <param name="groups">Channels are cut into this many groups, and each output sees one.</param>
        /// <exception cref="ShapeException">Sizes do not fit; all violations are listed.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor Conv1d(Tensor weight, Tensor? bias = null, int stride = 1, Padding padding = default, int dilation = 1, int groups = 1)
        {
            if (x.Rank == 2) return x.Unsqueeze(0).Conv1d(weight, bias, stride, padding, dilation, groups).Squeeze(0);
            var (before, after) = padding.Of("Conv1d", KernelOf(weight), [stride], [dilation]);
            if (x.Rank == 3 && after[0] > before[0]) x = x.Pad([0, after[0] - before[0]]);
            ConvolutionCheck.Require("Conv1d", x, weight, bias, [stride], before, [dilation], groups);
            return x.Unsqueeze(-2).Conv2d(weight.Unsqueeze(-2), bias, (1, stride), (0, before[0]), (1, dilation), groups).Squeeze(-2);
        }

        /// <summary><see cref="Conv1d"/> of time first: x [T, N, C], weight [kernel, C, out], result [T', N, out].</summary>
        /// <exception cref="ShapeException">x or the weight has not three dimensions, or sizes do not fit.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor ConvTbc(Tensor weight, Tensor bias, int pad = 0)
        {
            if (x.Rank != 3 || weight.Rank != 3) throw new ShapeException($"ConvTbc expects x [T, N, C] and a weight [kernel, C, out], but got {x.Shape} and {weight.Shape}.");
            return x.Permute(1, 2, 0).Conv1d(weight.Permute(2, 1, 0), bias, padding: pad).Permute(2, 0, 1);
        }
    }

    /// <summary>The spatial sizes of a weight, or none where it has none.</summary>
    internal static int[] KernelOf(Tensor weight) => weight.Rank > 2 ? weight.Shape.ToArray()[2..] : [];
}
