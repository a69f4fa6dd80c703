using Flint.NN;

namespace Flint.Vision;

/// <summary>A convolution without bias that keeps the size at stride 1, a batch norm, and an activation: keys 0, 1 and 2 (torchvision's Conv2dNormActivation).</summary>
static class ConvNorm
{
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="groups">As many as channels for a depthwise convolution.</param>
    /// <param name="activation">Null for none.</param>
    internal static Sequential Of(int inChannels, int outChannels, int kernel, int stride, int groups, ILayer? activation)
    {
        Sequential layers =
        [
            new Conv2d(inChannels, outChannels, kernel, stride, padding: (kernel - 1) / 2, groups: groups, bias: false), new BatchNorm2d(outChannels),
        ];
        if (activation is not null) layers.Add(activation);
        return layers;
    }

    /// <summary>The multiple of 8 next to a number of channels, at least 9/10 of it.</summary>
    internal static int Multiple(double channels)
    {
        var rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
