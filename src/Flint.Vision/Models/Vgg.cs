using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// The networks of the Visual Geometry Group (Simonyan and Zisserman 2015) as torchvision has them: five stages of 3x3 convolutions, each
/// halved by pooling, and two wide linear layers. Input [N, inChannels, H, W] of at least 32 x 32, output logits [N, classes].
/// </summary>
public sealed class Vgg : Module, ILayer
{
    static readonly int[] Channels = [64, 128, 256, 512, 512];

    readonly Sequential features = [], classifier;

    /// <summary>A network with random weights.</summary>
    /// <param name="config">Which of the family: <see cref="VggConfig.Vgg16"/>, ...</param>
    /// <param name="classes">The number of logits.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    /// <param name="dropout">Probability to drop a hidden unit of the linear layers, in training.</param>
    public Vgg(VggConfig config, int classes = 1000, int inChannels = 3, double dropout = 0.5)
    {
        var channels = inChannels;
        foreach (var (stage, convolutions) in config.Convolutions.Index())
        {
            for (var i = 0; i < convolutions; i++)
            {
                features.Add(new Conv2d(channels, Channels[stage], kernel: 3, padding: 1));
                if (config.BatchNorm) features.Add(new BatchNorm2d(Channels[stage]));
                features.Add(new Relu());
                channels = Channels[stage];
            }
            features.Add(new MaxPool2d(2));
        }
        classifier =
        [
            new Linear(channels * 7 * 7, config.Hidden), new Relu(), new Dropout(dropout),
            new Linear(config.Hidden, config.Hidden), new Relu(), new Dropout(dropout),
            new Linear(config.Hidden, classes),
        ];

        InitialWeights.KaimingNormal(this, FanMode.FanOut);
        InitialWeights.SmallLinears(this);
    }

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x) => classifier.Forward(features.Forward(x).AdaptiveAvgPool2d(7).Flatten(1));
}
