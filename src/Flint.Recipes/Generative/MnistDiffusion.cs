using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A denoising diffusion model: digits come out of noise in 25 steps.</summary>
public sealed class MnistDiffusion : GenerativeRecipe
{
    /// <inheritdoc/>
    public override string Name => "mnist-diffusion";

    /// <inheritdoc/>
    public override string Summary => "digits out of noise in 25 steps by a small U-Net (DDPM, sampled by DDIM), on MNIST";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 4, BatchSize: 64, Lr: 2e-3, Seed: 1, Data: Mnist.Name);

    // Data: grey images [N, 1, 28, 28] from -1 to 1, so that noise of variance 1 covers them.

    /// <inheritdoc/>
    public override GenerativeModel Model(RunArguments arguments) => new Ddpm(arguments.Lr);

    /// <inheritdoc/>
    public override Schedule Schedule(GenerativeModel model, int totalSteps) =>
        new OneCycleLr(model.Optimizers[0], maxLr: model.Optimizers[0].Lr, totalSteps: totalSteps, pctStart: 0.1, cycleMomentum: false);

    /// <summary>
    /// Learns to take noise out of images (Ho et al. 2020, "Denoising Diffusion Probabilistic Models"; the cosine schedule of Nichol and
    /// Dhariwal 2021), and makes some out of noise alone, level by level (Song et al. 2020, "Denoising Diffusion Implicit Models").
    /// </summary>
    public sealed class Ddpm : GenerativeModel
    {
        const int Levels = 1000, SamplingSteps = 25;
        const double Decay = 0.995;

        // Network: the one that is trained, and the moving average of its weights, which samples.
        readonly DenoisingUNet unet = new(Levels), average = new(Levels);

        [NotState]
        readonly Adam adam;

        // ᾱ: the image's share of the variance at level t, from nearly 1 to nearly 0; √ᾱ and √(1 - ᾱ) as tensors to pick from.
        readonly double[] kept = [.. Enumerable.Range(1, Levels).Select(t => Cosine(t) / Cosine(0))];
        readonly Tensor signal, noise;

        internal Ddpm(double lr)
        {
            average.LoadStateDict(unet.StateDict());
            average.Freeze();
            signal = Buffer(Tensor.From<float>([.. kept.Select(a => (float)Math.Sqrt(a))]), persistent: false);
            noise = Buffer(Tensor.From<float>([.. kept.Select(a => (float)Math.Sqrt(1 - a))]), persistent: false);
            Optimizers = [adam = new(unet.Parameters(), lr)];
        }

        /// <inheritdoc/>
        public override IReadOnlyList<string> LossNames => ["velocity_mse"];

        // Training: x_t = √ᾱ x + √(1 - ᾱ) ε for a random level t and noise ε. What is predicted is v = √ᾱ ε - √(1 - ᾱ) x (Salimans and Ho 2022): the
        // noise where there is little of it, the image where there is much, so that few steps do.

        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Losses(Tensor images)
        {
            var level = Tensor.RandInt(0, Levels, [images.Size(0)]);
            var (signalShare, noiseShare, added) = (At(signal, level), At(noise, level), Tensor.RandNLike(images));
            var predicted = (IsTraining ? unet : average).Forward(signalShare * images + noiseShare * added, level);
            return [Loss.Mse(predicted, signalShare * added - noiseShare * images)];
        }

        /// <inheritdoc/>
        public override IReadOnlyList<Tensor> Step(Tensor images)
        {
            adam.ZeroGrad();
            var losses = Losses(images);
            losses[0].Backward();
            adam.Step();
            using var _ = new NoGrad();
            foreach (var (mean, weight) in average.Parameters().Zip(unet.Parameters())) mean.CopyFrom(mean.Lerp(weight, 1 - Decay));
            return losses;
        }

        // Sampling: v gives the image, x = √ᾱ x_t - √(1 - ᾱ) v, and the noise; the next x_s is both of them with the shares of a lower level.

        /// <inheritdoc/>
        public override Tensor Sample(int count, Generator? random = null)
        {
            var x = Tensor.RandN([count, 1, 28, 28], generator: random);
            for (var i = SamplingSteps; i > 0; i--)
            {
                var level = i * Levels / SamplingSteps - 1;
                var (now, next) = (kept[level], i > 1 ? kept[(i - 1) * Levels / SamplingSteps - 1] : 1);
                var velocity = average.Forward(x, Tensor.Full([count], level, DType.Int64));
                var image = (Math.Sqrt(now) * x - Math.Sqrt(1 - now) * velocity).Clamp(-1, 1);
                var added = (x - Math.Sqrt(now) * image) / Math.Sqrt(1 - now);
                x = Math.Sqrt(next) * image + Math.Sqrt(1 - next) * added;
            }
            return x;
        }

        static Tensor At(Tensor table, Tensor level) => table.IndexSelect(0, level).Reshape(-1, 1, 1, 1);

        static double Cosine(int t) => Math.Pow(Math.Cos((t / (double)Levels + 0.008) / 1.008 * Math.PI / 2), 2);
    }
}
