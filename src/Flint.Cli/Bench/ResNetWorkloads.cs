using Flint.Vision;

namespace Flint.Cli.Bench;

/// <summary>Training steps of residual networks.</summary>
static class ResNetWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } = [("resnet18-train", ResNet18)];

    static Workload ResNet18()
    {
        var net = new ResNet(ResNetConfig.ResNet18);
        return Training.Of(net, Training.Sgd(net, 1e-2), [3, 64, 64], classes: 1000, batch: 16);
    }
}
