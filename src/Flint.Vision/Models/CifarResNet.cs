using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// The residual networks for CIFAR-10 (He et al. 2016, section 4.2): three stages of 16, 32 and 64 channels, and shortcuts without
/// parameters. Input [N, inChannels, H, W], 32 x 32 in CIFAR, output logits [N, classes].
/// </summary>
public sealed class CifarResNet : Module, ILayer, IBatchNormPairs
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1 = new(16);
    readonly Sequential layer1, layer2, layer3;
    readonly Linear linear;

    /// <summary>A network with random weights.</summary>
    /// <param name="depth">Layers with weights, 6 n + 2: 20, 32, 44, 56, 110.</param>
    /// <param name="classes">The number of logits.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 6 n + 2.</exception>
    public CifarResNet(int depth = 20, int classes = 10, int inChannels = 3)
    {
        if (depth < 8 || depth % 6 != 2) throw new ArgumentOutOfRangeException(nameof(depth), depth, "A CifarResNet has 6 n + 2 layers: use 20, 32, 44 or 56.");
        var blocks = (depth - 2) / 6;
        conv1 = new(inChannels, 16, kernel: 3, padding: 1, bias: false);
        layer1 = Stage(16, 16, stride: 1);
        layer2 = Stage(16, 32, stride: 2);
        layer3 = Stage(32, 64, stride: 2);
        linear = new(64, classes);

        InitialWeights.KaimingNormal(this, FanMode.FanIn);
        Init.KaimingNormal(linear.Weight);

        Sequential Stage(int from, int to, int stride) =>
            new(Enumerable.Range(0, blocks).Select(i => new CifarBlock(i == 0 ? from : to, to, i == 0 ? stride : 1)));
    }

    IEnumerable<(ILayer Layer, BatchNorm Norm)> IBatchNormPairs.BatchNormPairs => [(conv1, bn1)];

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x)
    {
        x = bn1.Forward(conv1.Forward(x)).Relu();                        // (N, 16, H, W)
        x = layer3.Forward(layer2.Forward(layer1.Forward(x)));           // (N, 64, H/4, W/4)
        return linear.Forward(x.AdaptiveAvgPool2d(1).Flatten(1));
    }
}

/// <summary>Two 3x3 convolutions beside a shortcut of kind A: where shapes change, every second pixel, and zeros for the new channels.</summary>
sealed class CifarBlock(int inChannels, int channels, int stride) : Module, ILayer, IBatchNormPairs
{
    readonly Conv2d conv1 = new(inChannels, channels, kernel: 3, stride: stride, padding: 1, bias: false);
    readonly BatchNorm2d bn1 = new(channels);
    readonly Conv2d conv2 = new(channels, channels, kernel: 3, padding: 1, bias: false);
    readonly BatchNorm2d bn2 = new(channels);
    readonly int added = channels - inChannels;

    public IEnumerable<(ILayer Layer, BatchNorm Norm)> BatchNormPairs => [(conv1, bn1), (conv2, bn2)];

    public Tensor Forward(Tensor x)
    {
        var y = bn1.Forward(conv1.Forward(x)).Relu();
        y = bn2.Forward(conv2.Forward(y));
        return Observe((y + Shortcut(x)).Relu());
    }

    Tensor Shortcut(Tensor x) => added == 0
        ? x
        : x[.., .., TensorIndex.Step(.., 2), TensorIndex.Step(.., 2)].Pad([0, 0, 0, 0, added / 2, added - added / 2]);
}
