namespace Flint.NN;

/// <summary>A three-dimensional transposed convolution (torch ConvTranspose3d) of [N, C, D, H, W] or [C, D, H, W].</summary>
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
public sealed class ConvTranspose3d(
    int inChannels, int outChannels, Triple kernel, Triple? stride = null, Triple padding = default, Triple outputPadding = default, int groups = 1, bool bias = true,
    Triple? dilation = null)
    : ConvTranspose(inChannels, outChannels, kernel.ToArray(), (stride ?? 1).ToArray(), padding.ToArray(), outputPadding.ToArray(), groups, bias, (dilation ?? 1).ToArray())
{
    private protected override string Expects => "[N, C, D, H, W] or [C, D, H, W]";

    private protected override Tensor Convolve(Tensor x, Tensor weight, int[] stride, int[] padding, int[] outputPadding, int groups, int[] dilation) =>
        x.ConvTranspose3d(weight, Bias, (stride[0], stride[1], stride[2]), (padding[0], padding[1], padding[2]), (outputPadding[0], outputPadding[1], outputPadding[2]), groups, (dilation[0], dilation[1], dilation[2]));
}
