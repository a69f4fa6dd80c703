using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// EfficientNet-B0 (Tan and Le 2019) as torchvision has it: inverted residuals whose channels are weighted by what the whole picture
/// shows (squeeze and excitation), with SiLU. Input [N, inChannels, H, W], 224 x 224 in ImageNet, output logits [N, classes].
/// </summary>
public sealed class EfficientNet : Module, ILayer
{
    static readonly (int Expansion, int Kernel, int Stride, int Channels, int Blocks)[] Stages =
        [(1, 3, 1, 16, 1), (6, 3, 2, 24, 2), (6, 5, 2, 40, 2), (6, 3, 2, 80, 3), (6, 5, 1, 112, 3), (6, 5, 2, 192, 4), (6, 3, 1, 320, 1)];

    readonly Sequential features = [], classifier;

    /// <summary>A network with random weights.</summary>
    /// <param name="classes">The number of logits.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    /// <param name="dropout">Probability to drop a feature before the last layer, in training.</param>
    /// <param name="stochasticDepth">Probability to leave out the last block, in training; for the others in proportion to their place.</param>
    public EfficientNet(int classes = 1000, int inChannels = 3, double dropout = 0.2, double stochasticDepth = 0.2)
    {
        var (channels, block, blocks) = (32, 0, Stages.Sum(s => s.Blocks));
        features.Add(ConvNorm.Of(inChannels, channels, kernel: 3, stride: 2, groups: 1, new Silu()));
        foreach (var stage in Stages)
        {
            var layers = new Sequential();
            for (var i = 0; i < stage.Blocks; i++)
            {
                layers.Add(new MBConv(channels, stage.Channels, stage.Kernel, i == 0 ? stage.Stride : 1, stage.Expansion, stochasticDepth * block++ / blocks));
                channels = stage.Channels;
            }
            features.Add(layers);
        }
        features.Add(ConvNorm.Of(channels, 4 * channels, kernel: 1, stride: 1, groups: 1, new Silu()));
        var last = new Linear(4 * channels, classes);
        classifier = [new Dropout(dropout), last];

        InitialWeights.KaimingNormal(this, FanMode.FanOut);
        var bound = 1 / Math.Sqrt(classes);
        Init.Uniform(last.Weight, -bound, bound);
        Init.Zeros(last.Bias!);
    }

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x) => classifier.Forward(features.Forward(x).AdaptiveAvgPool2d(1).Flatten(1));
}

/// <summary>1x1 to more channels, a window on each channel, squeeze and excitation, 1x1 to fewer; beside a shortcut where shapes allow it.</summary>
sealed class MBConv : Module, ILayer
{
    readonly bool hasShortcut;
    readonly Sequential block = [];
    readonly StochasticDepth depth;

    internal MBConv(int inChannels, int outChannels, int kernel, int stride, int expansion, double dropped)
    {
        hasShortcut = stride == 1 && inChannels == outChannels;
        depth = new(dropped);
        var hidden = inChannels * expansion;
        if (expansion != 1) block.Add(ConvNorm.Of(inChannels, hidden, kernel: 1, stride: 1, groups: 1, new Silu()));
        block.Add(ConvNorm.Of(hidden, hidden, kernel, stride, groups: hidden, new Silu()));
        block.Add(new SqueezeExcitation(hidden, Math.Max(1, inChannels / 4)));
        block.Add(ConvNorm.Of(hidden, outChannels, kernel: 1, stride: 1, groups: 1, activation: null));
    }

    public Tensor Forward(Tensor x) => Observe(hasShortcut ? depth.Forward(block.Forward(x)) + x : block.Forward(x));
}

/// <summary>Weights each channel by a number from 0 to 1 that is computed from the means of all channels (Hu et al. 2018).</summary>
sealed class SqueezeExcitation(int channels, int squeezed) : Module, ILayer
{
    readonly Conv2d fc1 = new(channels, squeezed, kernel: 1), fc2 = new(squeezed, channels, kernel: 1);

    public Tensor Forward(Tensor x) => Observe(x * fc2.Forward(fc1.Forward(x.AdaptiveAvgPool2d(1)).Silu()).Sigmoid());
}
