using Flint.Recipes;

namespace Flint.Cli.Bench;

/// <summary>Training steps of networks that make images.</summary>
static class GenerativeWorkloads
{
    const int Batch = 64, Pool = 32, LossEvery = 50;

    internal static (string, Func<Workload>)[] All { get; } = [("gan-mnist", Gan)];

    /// <summary>The step of the recipe mnist-gan: the discriminator's, then the generator's through the new discriminator.</summary>
    static Workload Gan()
    {
        var recipe = new MnistGan();
        var gan = (MnistGan.Gan)recipe.Model(recipe.Defaults);
        var batches = new (Tensor Images, Tensor Noise)[Pool];
        for (var i = 0; i < Pool; i++) batches[i] = (Tensor.Uniform([Batch, 784], -1, 1), Tensor.RandN([Batch, 100]));
        double? last = null;
        var flops = Flops(gan, batches[0].Images, batches[0].Noise);
        Step(0);
        return new(Step)
        {
            Samples = Batch, Parameters = gan.Parameters().Sum(p => p.Count), Loss = () => last, Flops = flops,
            Bytes = NetworkWork.TrainingBytes(gan.Discriminator, gan.Optimizers[0], batches[0].Images)
                + NetworkWork.TrainingBytes(gan.Generator, gan.Optimizers[1], batches[0].Noise),
        };

        void Step(int step)
        {
            var (images, noise) = batches[step % Pool];
            var losses = gan.Step(images, noise);
            if (step % LossEvery == 0) last = losses[0].Item();
        }
    }

    // One pass of the generator, three of the discriminator: of real images, of made ones, and of made ones with the gradient of the images.
    static double Flops(MnistGan.Gan gan, Tensor images, Tensor noise)
    {
        using var scope = Memory.Scope();
        using var work = new NetworkWork(gan);
        var made = gan.Generator.Forward(noise);
        foreach (var judged in (Tensor[])[images, made.Detach(), made]) gan.Discriminator.Forward(judged);
        return work.TrainingFlops;
    }
}
