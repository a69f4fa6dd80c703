using Flint.Data;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Training.Tests;

/// <summary>A small problem with everything that a checkpoint must hold: momentum, a schedule, dropout, batches of unequal size.</summary>
static class Toy
{
    internal const int Examples = 70, Batch = 16, Batches = 5;

    internal sealed class Net : Module, ILayer
    {
        readonly Linear fc1 = new(6, 12), fc2 = new(12, 3);
        readonly Dropout dropout = new(0.3);

        public Tensor Forward(Tensor x) => fc2.Forward(dropout.Forward(fc1.Forward(x).Tanh()));
    }

    internal static TensorDataset Data(int seed = 5)
    {
        var generator = new Generator(seed);
        var inputs = Tensor.RandN([Examples, 6], generator: generator);
        var labels = inputs.ToArray<float>().Chunk(6).Select(r => r[0] + r[1] > 0.3 ? 2L : r[2] > 0 ? 1 : 0).ToArray();
        return new(inputs, Tensor.From(labels, [Examples]), classes: ["a", "b", "c"]);
    }

    internal static DataLoader Loader() => new(Data(), Batch, shuffle: true, seed: 3);

    internal static Trainer Trainer(double lr = 0.05, int epochs = 4, params Callback[] callbacks)
    {
        Random.Seed(11);
        var net = new Net();
        var optimizer = new Sgd(net.Parameters(), lr: lr, momentum: 0.9);
        return new(net, net.Forward, Loss.CrossEntropy, optimizer)
        {
            Schedule = new OneCycleLr(optimizer, maxLr: lr, totalSteps: epochs * Batches),
            Metrics = () => [new Accuracy(), new ConfusionMatrix(3)],
            Callbacks = [.. callbacks],
            ClipNorm = 5,
        };
    }

    internal static RunConfig Config() => new(
        RunConfig.CurrentSchema, "0.1.0", "toy", new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new(4, Batch, 0.05, 11, "none"), new("Net", 3, 123),
        new([6, 1], 1, 1, [0], [1], 0), ["a", "b", "c"]);

    /// <summary>The bytes of all weights.</summary>
    internal static string Weights(Trainer trainer) => string.Concat(trainer.Model.StateDict()
        .Select(e => e.Key + Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(e.Value.ToArray<float>()))));
}

/// <summary>Does something after so many steps: cancels as Ctrl-C would, or throws as a crash.</summary>
sealed class After(long step, Action act) : Callback
{
    public override void OnStep(Trainer trainer, StepReport report)
    {
        if (report.Step == step) act();
    }
}
