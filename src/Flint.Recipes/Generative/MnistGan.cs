using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>The first generative adversarial network: two perceptrons, one that makes digits and one that tells them from real ones.</summary>
public sealed class MnistGan : GenerativeRecipe
{
    /// <inheritdoc/>
    public override string Name => "mnist-gan";

    /// <inheritdoc/>
    public override string Summary => "digits made by a perceptron that another one judges (GAN), on MNIST";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 25, BatchSize: 64, Lr: 2e-4, Seed: 1, Data: Mnist.Name);

    // Data: grey images [N, 1, 28, 28] from -1 to 1, as tanh gives them.

    // Networks: 100 random numbers to an image, and an image to the probability that it is real.

    /// <inheritdoc/>
    public override GenerativeModel Model(RunArguments arguments) => new Gan(
        generator: new(
            new Linear(100, 256), new BatchNorm1d(256), new Relu(),
            new Linear(256, 512), new BatchNorm1d(512), new Relu(),
            new Linear(512, 784), new Tanh(), new Unflatten(1, [1, 28, 28])),
        discriminator: new(
            new Flatten(), new Linear(784, 512), new LeakyRelu(0.2),
            new Linear(512, 256), new LeakyRelu(0.2),
            new Linear(256, 1), new Sigmoid()),
        arguments.Lr);

    /// <summary>A generator G and a discriminator D that learn from each other (Goodfellow et al. 2014, "Generative Adversarial Nets").</summary>
    public sealed class Gan : GenerativeModel
    {
        const int Latent = 100;

        [NotState]
        readonly Adam generatorAdam, discriminatorAdam;

        internal Gan(Sequential generator, Sequential discriminator, double lr)
        {
            (Generator, Discriminator) = (generator, discriminator);
            generatorAdam = new(generator.Parameters(), lr, beta1: 0.5); // 0.9 makes the two swing (Radford et al. 2015)
            discriminatorAdam = new(discriminator.Parameters(), lr, beta1: 0.5);
            Optimizers = [discriminatorAdam, generatorAdam];
        }

        /// <summary>G: noise [N, 100] to images [N, 1, 28, 28].</summary>
        public Sequential Generator { get; }

        /// <summary>D: images to the probability that they are real, [N, 1].</summary>
        public Sequential Discriminator { get; }

        /// <inheritdoc/>
        public override IReadOnlyList<string> LossNames => ["d_loss", "g_loss"];

        // Training: a step of each.

        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Step(Tensor images) => Step(images, Noise(images.Size(0)));

        /// <summary>A step with noise [N, 100] that is given.</summary>
        public IReadOnlyList<Tensor> Step(Tensor images, Tensor noise)
        {
            var made = Generator.Forward(noise);

            // D learns to tell them apart: it minimises -log D(x) - log(1 - D(G(z))).
            discriminatorAdam.ZeroGrad();
            var discriminatorLoss = Judged(images, isReal: true) + Judged(made.Detach(), isReal: false);
            discriminatorLoss.Backward();
            discriminatorAdam.Step();

            // G learns to deceive the new D: it minimises -log D(G(z)), which has a slope even where D is sure; log(1 - D(G(z))) has none.
            generatorAdam.ZeroGrad();
            var generatorLoss = Judged(made, isReal: true);
            generatorLoss.Backward();
            generatorAdam.Step();
            return [discriminatorLoss, generatorLoss];
        }

        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Losses(Tensor images)
        {
            var made = Generator.Forward(Noise(images.Size(0)));
            return [Judged(images, isReal: true) + Judged(made, isReal: false), Judged(made, isReal: true)];
        }

        /// <inheritdoc/>
        public override Tensor Sample(int count, Generator? random = null) => Generator.Forward(Noise(count, random));

        /// <summary>What D loses if it should have called the images real, or made.</summary>
        Tensor Judged(Tensor images, bool isReal)
        {
            var probability = Discriminator.Forward(images);
            return Loss.Bce(probability, isReal ? Tensor.OnesLike(probability) : Tensor.ZerosLike(probability));
        }

        static Tensor Noise(int count, Generator? random = null) => Tensor.RandN([count, Latent], generator: random);
    }
}
