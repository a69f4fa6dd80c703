using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;
using Flint.Vision.Transforms;

namespace Flint.Recipes;

/// <summary>
/// LeNet on CIFAR-10's small colour photos, as the PyTorch tutorial "Training a classifier" has it. The classic learning rate needs
/// the 50,000 images of the whole set; on a subset the longer preset gets somewhere.
/// </summary>
public sealed class Cifar10LeNet : CifarRecipe
{
    /// <inheritdoc/>
    public override string Name => "cifar10-lenet";

    /// <inheritdoc/>
    public override string Summary => "LeNet with 62,006 parameters on the colour photos of CIFAR-10";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 10, BatchSize: 100, Lr: 0.001, Seed: 1, Data: Cifar10.Name, Preset: "classic");

    /// <inheritdoc/>
    public override IReadOnlyList<Preset> Presets =>
    [
        new("the tutorial's training: 10 epochs at 0.001", Defaults),
        new("30 epochs at 0.02, falling to nothing, on images mirrored at random", Defaults with { Preset = "long", Epochs = 30, Lr = 0.02 }),
    ];

    // Data: colour images [N, 3, 32, 32] from -1 to 1, and labels [N].

    /// <inheritdoc/>
    protected override Normalization Normalization { get; } = new(1.0 / 255, [0.5f], [0.5f]);

    /// <inheritdoc/>
    public override Dataset Augmented(Dataset train, RunArguments arguments) =>
        arguments.Preset == "long" ? new AugmentedImages((TensorDataset)train, new RandomHorizontalFlip()) : train;

    // Model: conv 3-6 5x5, pool, conv 6-16 5x5, pool, 400-120-84-classes.

    /// <inheritdoc/>
    public override Network Model(int classes) => Network.Of(new LeNet(classes), classes);

    // Training.

    /// <inheritdoc/>
    public override Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch)
    {
        var optimizer = new Sgd(network.Module.Parameters(), lr: arguments.Lr, momentum: 0.9);
        return new(network.Module, network.Forward, Loss.CrossEntropy, optimizer)
        {
            Schedule = arguments.Preset == "long" ? new CosineAnnealingLr(optimizer, tMax: arguments.Epochs * stepsPerEpoch) : null,
            Metrics = () => [new Accuracy(), new ConfusionMatrix(network.Classes)],
        };
    }
}
