using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Recipes;
using Flint.Testing;

namespace Flint.Training.Tests;

/// <summary>The training of tests/fixtures/make_parity.py, weight for weight and batch for batch.</summary>
static class ParityRun
{
    internal static double[] Losses(DType dtype, bool useWinograd = false)
    {
        Conv2dOps.UseWinograd = useWinograd;
        try
        {
            return Losses(dtype, TorchRuns.Steps, TorchRuns.Lr, TorchRuns.Momentum);
        }
        finally
        {
            Conv2dOps.UseWinograd = true;
        }
    }

    /// <summary>The loss of every step.</summary>
    internal static double[] Losses(DType dtype, int steps, double lr, double momentum, double weightDecay = 0)
    {
        var net = new MnistConvNet.ConvNet(classes: 10);
        net.LoadStateDict(Weights(net));
        net.To(dtype);
        var optimizer = new Sgd(net.Parameters(), lr: lr, momentum: momentum, weightDecay: weightDecay);
        return [.. Batches(steps).Select(b =>
        {
            var loss = Loss.CrossEntropy(net.Forward(b.Inputs.To(dtype)), b.Targets);
            optimizer.ZeroGrad();
            loss.Backward();
            optimizer.Step();
            return loss.To(DType.Float64).Item<double>();
        })];
    }

    static Dictionary<string, Tensor> Weights(Module net)
    {
        string[] order = ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"];
        double[] fanIn = [9, 288, 3136, 128];
        var state = net.StateDict();
        return order.Index().ToDictionary(p => p.Item, p => Uniform((ulong)p.Index, state[p.Item].Shape, Math.Sqrt(fanIn[p.Index / 2])));
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

    // Normalised here, not by the data set, whose bits are torchvision's: these are rounded to float32 once.
    static IEnumerable<Batch> Batches(int steps)
    {
        var mnist = Mnist.Train(Repository.Path("data"));
        float[] levels = [.. Enumerable.Range(0, 256).Select(x => (float)((x / 255.0 - 0.1307) / 0.3081))];
        var size = TorchRuns.Batch;
        for (var t = 0; t < steps; t++)
        {
            var range = (t * size)..((t + 1) * size);
            float[] pixels = [.. mnist.Inputs[range].ToArray<byte>().Select(x => levels[x])];
            yield return new(Tensor.From(pixels, [size, 1, 28, 28]), mnist.Targets[range]);
        }
    }
}
