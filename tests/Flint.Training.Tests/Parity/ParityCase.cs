using Flint.Data;
using Flint.NN;
using Flint.Recipes;
using Flint.Testing;
using Flint.Vision;

namespace Flint.Training.Tests;

/// <summary>A training that PyTorch did, with the same start and the same batches.</summary>
/// <param name="Runs">What PyTorch's runs gave.</param>
/// <param name="Layers">The layers in the order in which the script numbers their parameters, and what each unit adds up.</param>
/// <param name="Levels">The value of a byte: rounded to float32 once, where a data set's own normalisation has torchvision's bits.</param>
sealed record ParityCase(TorchRuns Runs, (string Name, double FanIn)[] Layers, Func<int, double> Levels)
{
    /// <summary>make_parity.py.</summary>
    internal static ParityCase ConvNetMnist { get; } = new(
        new("parity:convnet_mnist"), [("conv1", 9), ("conv2", 288), ("fc1", 3136), ("fc2", 128)], x => (x / 255.0 - 0.1307) / 0.3081)
    {
        Net = () => Network.Of(new MnistConvNet.ConvNet(classes: 10), 10),
        Data = () => Mnist.Train(Repository.Path("data")),
    };

    /// <summary>make_lenet_parity.py; needs CIFAR-10 in $FLINT_DATA.</summary>
    internal static ParityCase LeNetCifar { get; } = new(
        new("lenet_parity:lenet_cifar"), [("conv1", 75), ("conv2", 150), ("fc1", 400), ("fc2", 120), ("fc3", 84)], x => x / 127.5 - 1)
    {
        Net = () => Network.Of(new LeNet(classes: 10), 10),
        Data = () => Cifar10.Train(),
    };

    internal required Func<Network> Net { get; init; }
    internal required Func<TensorDataset> Data { get; init; }

    /// <summary>The network with the weights of the script.</summary>
    internal Network Start(DType dtype)
    {
        var net = Net();
        var state = net.Module.StateDict();
        net.Module.LoadStateDict(Layers.Index().SelectMany(layer => new[] { "weight", "bias" }.Index().Select(part => (
            Key: $"{layer.Item.Name}.{part.Item}", Number: 2 * layer.Index + part.Index, layer.Item.FanIn)))
            .ToDictionary(p => p.Key, p => Uniform((ulong)p.Number, state[p.Key].Shape, Math.Sqrt(p.FanIn))));
        net.Module.To(dtype);
        return net;
    }

    /// <summary>The training examples in their order, beginning anew after the last.</summary>
    internal IEnumerable<Batch> Batches(int steps)
    {
        var data = Data();
        float[] levels = [.. Enumerable.Range(0, 256).Select(x => (float)Levels(x))];
        for (var t = 0; t < steps; t++)
        {
            var first = t * Runs.Batch % data.Count;
            var images = data.Inputs[first..(first + Runs.Batch)];
            yield return new(Tensor.From(Array.ConvertAll(images.ToArray<byte>(), x => levels[x]), images.Shape), data.Targets[first..(first + Runs.Batch)]);
        }
    }

    static Tensor Uniform(ulong parameter, Shape shape, double divisor)
    {
        var values = new float[shape.Count];
        for (var k = 0; k < values.Length; k++)
            values[k] = (float)(((SplitMix64((parameter << 32) + (ulong)k) >> 40) / (double)(1 << 24) * 2 - 1) / divisor);
        return Tensor.From(values, shape);
    }

    static ulong SplitMix64(ulong x)
    {
        var z = x + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
