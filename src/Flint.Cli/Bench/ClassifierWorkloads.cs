using Flint.NN;
using Flint.Optim;

namespace Flint.Cli.Bench;

/// <summary>Training steps of small classifiers.</summary>
static class ClassifierWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("mlp-bigmodel", MlpBigModel), ("keras-dense", KerasDense),
    ];

    static Workload MlpBigModel()
    {
        var net = new Sequential(new Linear(1000, 500), new Relu(), new Linear(500, 250), new Relu(), new Linear(250, 10));
        return Training.Of(net, new Adam(net.Parameters(), lr: 1e-3), [1000], classes: 10, batch: 64);
    }

    static Workload KerasDense()
    {
        var net = new Sequential(new Linear(784, 128), new Relu(), new Linear(128, 10));
        return Training.Of(net, new Adam(net.Parameters(), lr: 1e-3, eps: 1e-7), [784], classes: 10, batch: 32);
    }
}
