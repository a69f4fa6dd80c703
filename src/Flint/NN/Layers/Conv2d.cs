using Flint.Kernels;

namespace Flint.NN;

/// <summary>A two-dimensional convolution (torch Conv2d) of [N, C, H, W] or [C, H, W].</summary>
/// <inheritdoc/>
/// <param name="inChannels">Channels of the input.</param>
/// <param name="outChannels">Channels of the output.</param>
/// <param name="kernel">Size of the window.</param>
/// <param name="stride">Step between windows; 1 where not given.</param>
/// <param name="padding">Elements added on each side, or <see cref="Padding.Same"/>.</param>
/// <param name="dilation">Step between the window's cells; 1 where not given.</param>
/// <param name="groups">Input and output channels are split into so many groups that do not see each other.</param>
/// <param name="bias">Whether b is added.</param>
/// <param name="paddingMode">What is added: zeros, or parts of the input.</param>
/// <exception cref="ArgumentException">A size is too small, or the channels cannot be split into these groups.</exception>
public sealed class Conv2d(
    int inChannels, int outChannels, Pair kernel, Pair? stride = null, Padding padding = default, Pair? dilation = null, int groups = 1, bool bias = true,
    PadMode paddingMode = PadMode.Constant)
    : Conv(inChannels, outChannels, kernel.ToArray(), (stride ?? 1).ToArray(), padding, (dilation ?? 1).ToArray(), groups, bias, paddingMode)
{
    private protected override string Expects => "[N, C, H, W] or [C, H, W]";

    private protected override Tensor Convolve(Tensor x, Tensor weight, int[] stride, Padding padding, int[] dilation, int groups) =>
        x.Conv2d(weight, Bias, (stride[0], stride[1]), padding, (dilation[0], dilation[1]), groups);

    private protected override Tensor Convolve(Clamp clamp, Tensor x, Tensor weight, int[] stride, Padding padding, int[] dilation, int groups) =>
        x.ClampedConv2d(clamp, weight, Bias, (stride[0], stride[1]), padding, (dilation[0], dilation[1]), groups);
}
