using Flint.Data;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// Measures how much generated images are like real ones: by the <see cref="FrechetDistance"/> of the 128 features that a
/// <see cref="MnistConvNet"/> gives its last layer. The network is trained for one epoch on the training images, always from the same seed, and
/// kept as scorer.safetensors in the run folder.
/// </summary>
sealed class Scorer
{
    const int Features = 128, MostSamples = 2000, Batch = 250, Seed = 1;

    readonly MnistConvNet.ConvNet net;
    readonly Normalization normalization;
    readonly Tensor real;

    Scorer(MnistConvNet.ConvNet net, TensorDataset test)
    {
        (this.net, normalization) = (net, test.Normalization!);
        net.Eval();
        // Every so many images, and those after them: the test images of MNIST become harder in the second half.
        Samples = Math.Min(MostSamples, test.Count / 2);
        if (Samples < 2) throw new ShapeException($"Generated images are scored against two sets of test images, but there are {test.Count} test images: give 4 or more.");
        var stride = test.Count / Samples;
        real = Of(test, i => i * stride);
        var floor = new FrechetDistance(Features, "frechet_floor");
        floor.Add(Of(test, i => i * stride + 1), real);
        Floor = floor;
    }

    /// <summary>How many images are compared with as many.</summary>
    internal int Samples { get; }

    /// <summary>The distance between two sets of real images.</summary>
    internal FrechetDistance Floor { get; }

    /// <summary>Loads the network of a run folder, or trains it; the thread's generator is afterwards as before.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="train">The training images with the normalisation of their data set.</param>
    /// <param name="test">The test images.</param>
    /// <param name="cancel">Stops the training.</param>
    internal static Scorer Open(RunFolder folder, Func<TensorDataset> train, TensorDataset test, CancellationToken cancel)
    {
        var before = Random.Generator.State;
        try
        {
            var file = folder.File("scorer.safetensors");
            var net = new MnistConvNet.ConvNet(test.Classes.Count);
            if (File.Exists(file)) net.Load(file);
            else
            {
                net = Trained(train(), cancel);
                net.Save(file);
            }
            return new(net, test);
        }
        finally
        {
            Random.Generator.State = before;
        }
    }

    /// <summary>The distance between real images and those that a model makes, the same ones each time it is asked.</summary>
    /// <param name="sample">Makes so many images.</param>
    /// <param name="made">How they are normalised.</param>
    /// <param name="cancel">Stops in between.</param>
    internal FrechetDistance Distance(Func<int, Generator, Tensor> sample, Normalization made, CancellationToken cancel)
    {
        var random = new Generator(Seed);
        var features = new List<Tensor>();
        for (var done = 0; done < Samples; done += Batch)
        {
            cancel.ThrowIfCancellationRequested();
            var bytes = Pictures.Bytes(sample(Math.Min(Batch, Samples - done), random), made);
            features.Add(net.Features((bytes * normalization.Scale - normalization.Mean[0]) / normalization.Std[0]));
        }
        var distance = new FrechetDistance(Features);
        distance.Add(Tensor.Concat(features), real);
        return distance;
    }

    static MnistConvNet.ConvNet Trained(TensorDataset train, CancellationToken cancel)
    {
        var recipe = new MnistConvNet();
        var arguments = recipe.Defaults with { Epochs = 1 };
        Random.Seed(Seed);
        var net = new MnistConvNet.ConvNet(train.Classes.Count);
        var loader = new DataLoader(train, arguments.BatchSize, shuffle: true, seed: Seed);
        recipe.Training(Network.Of(net, train.Classes.Count), arguments, loader.Count).Fit(loader, arguments.Epochs, cancel: cancel);
        return net;
    }

    Tensor Of(TensorDataset images, Func<int, int> index)
    {
        using var _ = new NoGrad();
        return Tensor.Concat([.. Enumerable.Range(0, Samples).Select(index).Chunk(Batch).Select(chunk => net.Features(images.Get(chunk).Inputs))]);
    }
}
