using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A variational auto-encoder: digits as 20 numbers, and numbers as digits.</summary>
public sealed class MnistVae : GenerativeRecipe
{
    /// <inheritdoc/>
    public override string Name => "mnist-vae";

    /// <inheritdoc/>
    public override string Summary => "digits compressed to 20 numbers and made from them (variational auto-encoder), on MNIST";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 10, BatchSize: 64, Lr: 1e-3, Seed: 1, Data: Mnist.Name);

    // Data: grey images [N, 1, 28, 28] from 0 to 1, taken as probabilities that a pixel is white.

    /// <inheritdoc/>
    public override Normalization Normalization => Normalization.Unit;

    /// <inheritdoc/>
    public override GenerativeModel Model(RunArguments arguments) => new Vae(arguments.Lr);

    /// <summary>An encoder q(z|x) and a decoder p(x|z) (Kingma and Welling 2013, "Auto-Encoding Variational Bayes").</summary>
    public sealed class Vae : GenerativeModel
    {
        const int Latent = 20;

        // Networks: an image to the mean and the log variance of its 20 numbers; those to the logits of its pixels.

        readonly Sequential encoder = new(
            new Conv2d(1, 32, kernel: 4, stride: 2, padding: 1), new Relu(),           // [N, 32, 14, 14]
            new Conv2d(32, 64, kernel: 4, stride: 2, padding: 1), new Relu(),          // [N, 64, 7, 7]
            new Flatten(), new Linear(64 * 7 * 7, 2 * Latent));

        readonly Sequential decoder = new(
            new Linear(Latent, 64 * 7 * 7), new Relu(), new Unflatten(1, [64, 7, 7]),
            new ConvTranspose2d(64, 32, kernel: 4, stride: 2, padding: 1), new Relu(), // [N, 32, 14, 14]
            new ConvTranspose2d(32, 1, kernel: 4, stride: 2, padding: 1));             // [N, 1, 28, 28]

        [NotState]
        readonly Adam adam;

        internal Vae(double lr) => Optimizers = [adam = new(Parameters(), lr)];

        /// <inheritdoc/>
        public override IReadOnlyList<string> LossNames => ["negative_elbo", "reconstruction", "kl_divergence"];

        // Training: what is minimised is an upper bound of -log p(x), in nats per image:
        // E[-log p(x|z)] + KL(q(z|x) || N(0, 1)), with z = μ + σ ε so that gradients reach μ and σ.

        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Losses(Tensor images)
        {
            var (mean, logVariance) = Encode(images);
            var z = mean + (0.5 * logVariance).Exp() * Tensor.RandNLike(mean);
            var reconstruction = Loss.BceWithLogits(decoder.Forward(z), images, reduction: Reduction.Sum) / images.Size(0);
            var divergence = 0.5 * (mean.Square() + logVariance.Exp() - 1 - logVariance).Sum() / images.Size(0);
            return [reconstruction + divergence, reconstruction, divergence];
        }

        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Step(Tensor images)
        {
            adam.ZeroGrad();
            var losses = Losses(images);
            losses[0].Backward();
            adam.Step();
            return losses;
        }

        // Sampling: any numbers from N(0, 1), decoded to the mean of p(x|z).

        /// <inheritdoc/>
        public override Tensor Sample(int count, Generator? random = null) => decoder.Forward(Tensor.RandN([count, Latent], generator: random)).Sigmoid();

        /// <inheritdoc/>
        public override Tensor Reconstruct(Tensor images) => decoder.Forward(Encode(images).Mean).Sigmoid();

        (Tensor Mean, Tensor LogVariance) Encode(Tensor images)
        {
            var both = encoder.Forward(images);
            return (both[.., ..Latent], both[.., Latent..]);
        }
    }
}
