using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// AlexNet in its one-tower form (Krizhevsky 2014) as torchvision has it. Input [N, inChannels, H, W] of at least 63 x 63, 224 x 224 in ImageNet,
/// output logits [N, classes].
/// </summary>
/// <param name="classes">The number of logits.</param>
/// <param name="inChannels">Channels of the pictures.</param>
/// <param name="dropout">Probability to drop a feature before the hidden linear layers, in training.</param>
public sealed class AlexNet(int classes = 1000, int inChannels = 3, double dropout = 0.5) : Module, ILayer
{
    readonly Sequential features =
    [
        new Conv2d(inChannels, 64, kernel: 11, stride: 4, padding: 2), new Relu(), new MaxPool2d(3, stride: 2),
        new Conv2d(64, 192, kernel: 5, padding: 2), new Relu(), new MaxPool2d(3, stride: 2),
        new Conv2d(192, 384, kernel: 3, padding: 1), new Relu(),
        new Conv2d(384, 256, kernel: 3, padding: 1), new Relu(),
        new Conv2d(256, 256, kernel: 3, padding: 1), new Relu(), new MaxPool2d(3, stride: 2),
    ];

    readonly Sequential classifier =
    [
        new Dropout(dropout), new Linear(256 * 6 * 6, 4096), new Relu(),
        new Dropout(dropout), new Linear(4096, 4096), new Relu(),
        new Linear(4096, classes),
    ];

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x) => classifier.Forward(features.Forward(x).AdaptiveAvgPool2d(6).Flatten(1));
}
