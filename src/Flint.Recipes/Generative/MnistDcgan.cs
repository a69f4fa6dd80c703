using Flint.Data;
using Flint.NN;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>An adversarial network of convolutions (Radford et al. 2015, "Unsupervised Representation Learning with DCGANs"), as small as 28x28 pixels need.</summary>
public sealed class MnistDcgan : GenerativeRecipe
{
    /// <inheritdoc/>
    public override string Name => "mnist-dcgan";

    /// <inheritdoc/>
    public override string Summary => "digits made by transposed convolutions that convolutions judge (DCGAN), on MNIST";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 6, BatchSize: 64, Lr: 2e-4, Seed: 1, Data: Mnist.Name);

    // Data: grey images [N, 1, 28, 28] from -1 to 1, as tanh gives them.

    // Networks: strides instead of pooling, batch norm but where images go in and out, LeakyReLU in the discriminator.

    static Sequential Generator() => new(
        new Linear(100, 64 * 7 * 7, bias: false), new Unflatten(1, [64, 7, 7]), new BatchNorm2d(64), new Relu(),
        new ConvTranspose2d(64, 32, kernel: 4, stride: 2, padding: 1, bias: false), new BatchNorm2d(32), new Relu(), // [N, 32, 14, 14]
        new ConvTranspose2d(32, 1, kernel: 4, stride: 2, padding: 1), new Tanh());                                   // [N, 1, 28, 28]

    static Sequential Discriminator() => new(
        new Conv2d(1, 32, kernel: 4, stride: 2, padding: 1), new LeakyRelu(0.2),                                     // [N, 32, 14, 14]
        new Conv2d(32, 64, kernel: 4, stride: 2, padding: 1, bias: false), new BatchNorm2d(64), new LeakyRelu(0.2),  // [N, 64, 7, 7]
        new Flatten(), new Linear(64 * 7 * 7, 1), new Sigmoid());

    // Training: the step of mnist-gan, from weights N(0, 0.02²).

    /// <inheritdoc/>
    public override GenerativeModel Model(RunArguments arguments)
    {
        var (generator, discriminator) = (Generator(), Discriminator());
        foreach (var (name, weight) in generator.NamedParameters().Concat(discriminator.NamedParameters()))
            if (weight.Rank > 1) Init.Normal(weight, std: 0.02);
        return new MnistGan.Gan(generator, discriminator, arguments.Lr);
    }
}
