using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>The classic small convolutional network on MNIST's handwritten digits; with <c>--data fashion-mnist</c> on pictures of clothes.</summary>
public sealed class MnistConvNet : ImageRecipe
{
    /// <inheritdoc/>
    public override string Name => "mnist-convnet";

    /// <inheritdoc/>
    public override string Summary => "ConvNet with 421,642 parameters on the 60,000 images of MNIST; 99% on the test images";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 3, BatchSize: 64, Lr: 0.1, Seed: 1, Data: Mnist.Name);

    // Data: grey images [N, 1, 28, 28], normalised to mean 0 and standard deviation 1 as batches are made, and labels [N].

    /// <inheritdoc/>
    public override TensorDataset TrainData(RunArguments arguments) => IdxFolder.Open(arguments.Data).Train();

    /// <inheritdoc/>
    public override TensorDataset TestData(RunArguments arguments) => IdxFolder.Open(arguments.Data).Test();

    /// <inheritdoc/>
    public override int Padding(string source) => source.Contains(FashionMnist.Name, StringComparison.Ordinal) ? 0 : 4;

    // Model: two convolutions, each halving the image by pooling, and two linear layers.

    /// <summary>conv 1-32, conv 32-64 (3x3, padding 1, ReLU, 2x2 max pooling each), 3136-128 ReLU, 128-classes.</summary>
    public sealed class ConvNet(int classes) : Module, ILayer
    {
        readonly Conv2d conv1 = new(1, 32, kernel: 3, padding: 1), conv2 = new(32, 64, kernel: 3, padding: 1);
        readonly Linear fc1 = new(64 * 7 * 7, 128), fc2 = new(128, classes);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x) => fc2.Forward(Features(x));

        /// <summary>What the last layer sees: [N, 1, 28, 28] to [N, 128].</summary>
        public Tensor Features(Tensor x)
        {
            x = conv1.Forward(x).Relu().MaxPool2d(2);   // [N, 32, 14, 14]
            x = conv2.Forward(x).Relu().MaxPool2d(2);   // [N, 64, 7, 7]
            return fc1.Forward(x.Flatten(1)).Relu();
        }
    }

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new ConvNet(classes), classes);

    // Training: the learning rate rises for 30% of the steps and then falls to nothing, which reaches 99% in three epochs.
    // Evaluation: accuracy, and which digit is taken for which.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch)
    {
        var optimizer = new Sgd(network.Module.Parameters(), lr: arguments.Lr, momentum: 0.9);
        return new(network.Module, network.Forward, Loss.CrossEntropy, optimizer)
        {
            Schedule = new OneCycleLr(optimizer, maxLr: arguments.Lr, totalSteps: arguments.Epochs * stepsPerEpoch, cycleMomentum: false),
            Metrics = () => [new Accuracy(), new ConfusionMatrix(network.Classes)],
        };
    }
}
