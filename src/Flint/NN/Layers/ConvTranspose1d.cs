namespace Flint.NN;

/// <summary>A one-dimensional transposed convolution (torch ConvTranspose1d) of [N, C, L] or [C, L].</summary>
/// <inheritdoc/>
/// <param name="inChannels">Channels of the input.</param>
/// <param name="outChannels">Channels of the output.</param>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step between the places of neighbouring inputs in the output; 1 where not given.</param>
/// <param name="padding">Elements cut off on each side of the output.</param>
/// <param name="outputPadding">Elements more at the end of the output, less than the stride or the dilation.</param>
/// <param name="groups">Input and output channels are split into so many groups that do not see each other.</param>
/// <param name="bias">Whether b is added.</param>
/// <param name="dilation">Step between the window's cells; 1 where not given.</param>
/// <exception cref="ArgumentException">A size is too small, or the channels cannot be split into these groups.</exception>
public sealed class ConvTranspose1d(
    int inChannels, int outChannels, int kernel, int? stride = null, int padding = default, int outputPadding = default, int groups = 1, bool bias = true,
    int? dilation = null)
    : ConvTranspose(inChannels, outChannels, [kernel], [stride ?? 1], [padding], [outputPadding], groups, bias, [dilation ?? 1])
{
    private protected override string Expects => "[N, C, L] or [C, L]";

    private protected override Tensor Convolve(Tensor x, Tensor weight, int[] stride, int[] padding, int[] outputPadding, int groups, int[] dilation) =>
        x.ConvTranspose1d(weight, Bias, stride[0], padding[0], outputPadding[0], groups, dilation[0]);
}
