using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018) as torchvision has it: blocks that widen with a 1x1 convolution, filter each channel for itself, and narrow
/// without an activation. Input [N, inChannels, H, W], 224 x 224 in ImageNet, output logits [N, classes].
/// </summary>
public sealed class MobileNetV2 : Module, ILayer
{
    static readonly (int Expansion, int Channels, int Blocks, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    readonly Sequential features = [];
    readonly Sequential classifier;

    /// <summary>The 19 layers before the average: a convolution, 17 blocks, a convolution. See <see cref="Features"/>.</summary>
    public Sequential Layers => features;

    /// <summary>A network with random weights.</summary>
    /// <param name="classes">The number of logits.</param>
    /// <param name="width">Multiplies the channels of all layers, rounded to multiples of 8.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    /// <param name="dropout">Probability to drop a feature before the last layer, in training.</param>
    public MobileNetV2(int classes = 1000, double width = 1, int inChannels = 3, double dropout = 0.2)
    {
        var channels = ConvNorm.Multiple(32 * width);
        features.Add(ConvNorm.Of(inChannels, channels, kernel: 3, stride: 2, groups: 1, new Relu6()));
        foreach (var stage in Stages)
            for (var i = 0; i < stage.Blocks; i++)
            {
                var next = ConvNorm.Multiple(stage.Channels * width);
                features.Add(new InvertedResidual(channels, next, i == 0 ? stage.Stride : 1, stage.Expansion));
                channels = next;
            }
        var last = ConvNorm.Multiple(1280 * Math.Max(1, width));
        features.Add(ConvNorm.Of(channels, last, kernel: 1, stride: 1, groups: 1, new Relu6()));
        classifier = [new Dropout(dropout), new Linear(last, classes)];

        InitialWeights.KaimingNormal(this, FanMode.FanOut);
        InitialWeights.SmallLinears(this);
    }

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x) => classifier.Forward(Features(x).AdaptiveAvgPool2d(1).Flatten(1));

    /// <summary>What is seen before it is averaged and named: [N, 1280, H/32, W/32] at width 1. The frozen part where a new head is trained.</summary>
    public Tensor Features(Tensor x) => features.Forward(x);
}

/// <summary>1x1 to more channels, 3x3 on each channel, 1x1 to fewer; beside a shortcut where shapes allow it.</summary>
sealed class InvertedResidual : Module, ILayer
{
    readonly bool hasShortcut;
    readonly Sequential conv = [];

    internal InvertedResidual(int inChannels, int outChannels, int stride, int expansion)
    {
        hasShortcut = stride == 1 && inChannels == outChannels;
        var hidden = inChannels * expansion;
        if (expansion != 1) conv.Add(ConvNorm.Of(inChannels, hidden, kernel: 1, stride: 1, groups: 1, new Relu6()));
        conv.Add(ConvNorm.Of(hidden, hidden, kernel: 3, stride, groups: hidden, new Relu6()));
        conv.Add(new Conv2d(hidden, outChannels, kernel: 1, bias: false));
        conv.Add(new BatchNorm2d(outChannels));
    }

    public Tensor Forward(Tensor x) => Observe(hasShortcut ? x + conv.Forward(x) : conv.Forward(x));
}
