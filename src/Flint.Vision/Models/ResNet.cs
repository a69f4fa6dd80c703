using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// Deep residual networks (He et al. 2016) as torchvision has them: same layers, initialisation and state-dict keys, so that its
/// checkpoints load. Input [N, 3, H, W], output logits [N, classes].
/// </summary>
public sealed class ResNet : Module, ILayer, IBatchNormPairs
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly MaxPool2d maxPool = new(3, stride: 2, padding: 1);
    readonly Sequential layer1, layer2, layer3, layer4;
    readonly Linear fc;

    /// <summary>A network with random weights.</summary>
    /// <param name="config">Which of the family: <see cref="ResNetConfig.ResNet18"/>, ...</param>
    /// <param name="classes">The number of logits.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    public ResNet(ResNetConfig config, int classes = 1000, int inChannels = 3)
    {
        conv1 = new(inChannels, 64, kernel: 7, stride: 2, padding: 3, bias: false);
        bn1 = new(64);
        var channels = 64;
        layer1 = Stage(0, 64, stride: 1);
        layer2 = Stage(1, 128, stride: 2);
        layer3 = Stage(2, 256, stride: 2);
        layer4 = Stage(3, 512, stride: 2);
        fc = new(channels, classes);

        InitialWeights.KaimingNormal(this, FanMode.FanOut);

        Sequential Stage(int index, int width, int stride)
        {
            var blocks = new Sequential();
            for (var i = 0; i < config.Blocks[index]; i++)
            {
                blocks.Add(config.Bottleneck
                    ? new BottleneckBlock(channels, width, i == 0 ? stride : 1)
                    : new BasicBlock(channels, width, i == 0 ? stride : 1));
                channels = config.Bottleneck ? width * BottleneckBlock.Expansion : width;
            }
            return blocks;
        }
    }

    IEnumerable<(ILayer Layer, BatchNorm Norm)> IBatchNormPairs.BatchNormPairs => [(conv1, bn1)];

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x)
    {
        x = maxPool.Forward(FusedActivation.ConvNormRelu(conv1, bn1, x));   // (N, 64, H/4, W/4)
        x = layer2.Forward(layer1.Forward(x));                       // (N, 128, H/8, W/8), times 4 with bottlenecks
        x = layer4.Forward(layer3.Forward(x));                       // (N, 512, H/32, W/32)
        return fc.Forward(x.AdaptiveAvgPool2d(1).Flatten(1));
    }
}
