using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// The classic small network for handwritten digits: two 3x3 convolutions of 32 and 64 channels, each followed by ReLU and
/// 2x2 pooling, then 128 hidden units. Input [N, inChannels, size, size], output logits [N, classes].
/// </summary>
/// <param name="classes">The number of logits.</param>
/// <param name="inChannels">1 for grey pictures, 3 for colour.</param>
/// <param name="size">Height and width of the pictures.</param>
public sealed class ConvNet(int classes = 10, int inChannels = 1, int size = 28) : Module, ILayer
{
    readonly Conv2d conv1 = new(inChannels, 32, kernel: 3, padding: 1), conv2 = new(32, 64, kernel: 3, padding: 1);
    readonly Linear fc1 = new(64 * (size / 4) * (size / 4), 128), fc2 = new(128, classes);

    /// <summary>Logits of pictures.</summary>
    public Tensor Forward(Tensor x)
    {
        x = conv1.Forward(x).Relu().MaxPool2d(2);                // (N, 32, 14, 14) for 28 x 28
        x = conv2.Forward(x).Relu().MaxPool2d(2);                // (N, 64, 7, 7)
        return fc2.Forward(fc1.Forward(x.Flatten(1)).Relu());
    }
}
