using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>
/// ResNet-20 on CIFAR-10 (He et al. 2016, section 4.2): images padded by four pixels, cut out at random and mirrored; the learning rate falls
/// along a cosine (Loshchilov, Hutter 2017).
/// </summary>
public sealed class Cifar10ResNet : CifarRecipe
{
    /// <inheritdoc/>
    public override string Name => "cifar10-resnet";

    /// <inheritdoc/>
    public override string Summary => "ResNet-20 with 269,722 parameters on CIFAR-10, augmented, cosine schedule";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 30, BatchSize: 100, Lr: 0.1, Seed: 1, Data: Cifar10.Name);

    // Data: colour images [N, 3, 32, 32], normalised, and labels [N].

    /// <inheritdoc/>
    public override Dataset Augmented(Dataset train, RunArguments arguments) =>
        new AugmentedImages((TensorDataset)train, new RandomCrop(32, padding: 4), new RandomHorizontalFlip());

    // Model: a convolution, nine blocks of two, a linear layer; shortcuts around each block.

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new CifarResNet(depth: 20, classes), classes);

    // Training.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch)
    {
        var optimizer = new Sgd(network.Module.Parameters(), lr: arguments.Lr, momentum: 0.9, weightDecay: 5e-4, nesterov: true);
        return new(network.Module, network.Forward, Loss.CrossEntropy, optimizer)
        {
            Schedule = new CosineAnnealingLr(optimizer, tMax: arguments.Epochs * stepsPerEpoch),
            Metrics = () => [new Accuracy(), new ConfusionMatrix(network.Classes)],
        };
    }
}
