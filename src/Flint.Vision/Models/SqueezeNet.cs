using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// SqueezeNet 1.0 (Iandola et al. 2016) as torchvision has it: AlexNet's accuracy with 1.2 million parameters, by 1x1 convolutions that
/// squeeze the channels before 3x3 ones see them. Input [N, inChannels, H, W], output logits [N, classes].
/// </summary>
/// <remarks>Pooling takes windows that hang over the end (ceil mode).</remarks>
public sealed class SqueezeNet : Module, ILayer
{
    readonly Sequential features, classifier;

    /// <summary>A network with random weights.</summary>
    /// <param name="classes">The number of logits.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    /// <param name="dropout">Probability to drop a feature before the last convolution, in training.</param>
    public SqueezeNet(int classes = 1000, int inChannels = 3, double dropout = 0.5)
    {
        features =
        [
            new Conv2d(inChannels, 96, kernel: 7, stride: 2), new Relu(), Pool(),
            new Fire(96, 16, 64), new Fire(128, 16, 64), new Fire(128, 32, 128), Pool(),
            new Fire(256, 32, 128), new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), Pool(),
            new Fire(512, 64, 256),
        ];
        var last = new Conv2d(512, classes, kernel: 1);
        classifier = [new Dropout(dropout), last, new Relu(), new AdaptiveAvgPool2d(1)];

        foreach (var conv in Modules().OfType<Conv2d>())
        {
            if (conv == last) Init.Normal(conv.Weight, std: 0.01);
            else Init.KaimingUniform(conv.Weight);
            Init.Zeros(conv.Bias!);
        }

        static MaxPool2d Pool() => new(3, stride: 2, ceilMode: true);
    }

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x) => classifier.Forward(features.Forward(x)).Flatten(1);
}

/// <summary>1x1 to few channels; from these as many by 1x1 as by 3x3, side by side.</summary>
sealed class Fire(int inChannels, int squeezed, int expanded) : Module, ILayer
{
    readonly Conv2d squeeze = new(inChannels, squeezed, kernel: 1);
    readonly Conv2d expand1x1 = new(squeezed, expanded, kernel: 1);
    readonly Conv2d expand3x3 = new(squeezed, expanded, kernel: 3, padding: 1);

    public Tensor Forward(Tensor x)
    {
        x = squeeze.Forward(x).Relu();
        return Observe(Tensor.Concat([expand1x1.Forward(x).Relu(), expand3x3.Forward(x).Relu()], dim: 1));
    }
}
