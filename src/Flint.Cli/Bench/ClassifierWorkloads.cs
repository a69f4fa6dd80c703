using Flint.NN;
using Flint.Optim;
using Flint.Vision;

namespace Flint.Cli.Bench;

/// <summary>Training steps of small classifiers.</summary>
static class ClassifierWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("mlp-bigmodel", MlpBigModel), ("keras-dense", KerasDense), ("convnet-mnist", () => ConvNet(1, 28)), ("lenet-cifar", LeNet), ("cnn3", () => ConvNet(3, 24)),
    ];

    static Workload MlpBigModel()
    {
        var net = BigModel();
        return Training.Of(net, new Adam(net.Parameters(), lr: 1e-3), [1000], classes: 10, batch: 64);
    }

    internal static Sequential BigModel() => new(new Linear(1000, 500), new Relu(), new Linear(500, 250), new Relu(), new Linear(250, 10));

    static Workload KerasDense()
    {
        var net = new Sequential(new Linear(784, 128), new Relu(), new Linear(128, 10));
        return Training.Of(net, new Adam(net.Parameters(), lr: 1e-3, eps: 1e-7), [784], classes: 10, batch: 32);
    }

    static Workload ConvNet(int channels, int side)
    {
        var net = new ConvNet(classes: 10, channels, side);
        return Training.Of(net, Training.Sgd(net, 1e-3), [channels, side, side], classes: 10, batch: 64);
    }

    static Workload LeNet()
    {
        var net = new LeNet();
        return Training.Of(net, Training.Sgd(net, 1e-3), [3, 32, 32], classes: 10, batch: 100);
    }
}
