using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// LeNet-5 (LeCun et al. 1998) with ReLU and maximum pooling, as the PyTorch tutorials have it for 32 x 32 pictures: 5x5
/// convolutions of 6 and 16 channels, then 120, 84 and the classes.
/// </summary>
/// <param name="classes">The number of logits.</param>
/// <param name="inChannels">1 for grey pictures, 3 for colour.</param>
public sealed class LeNet(int classes = 10, int inChannels = 3) : Module, ILayer
{
    readonly Conv2d conv1 = new(inChannels, 6, kernel: 5), conv2 = new(6, 16, kernel: 5);
    readonly Linear fc1 = new(16 * 5 * 5, 120), fc2 = new(120, 84), fc3 = new(84, classes);

    /// <summary>Logits [N, classes] of pictures [N, inChannels, 32, 32].</summary>
    public Tensor Forward(Tensor x)
    {
        x = conv1.Forward(x).Relu().MaxPool2d(2);                // (N, 6, 14, 14)
        x = conv2.Forward(x).Relu().MaxPool2d(2);                // (N, 16, 5, 5)
        x = fc1.Forward(x.Flatten(1)).Relu();
        return fc3.Forward(fc2.Forward(x).Relu());
    }
}
