namespace Flint.Cli.Bench;

/// <summary>Single convolutions of batch 1 without bias.</summary>
static class ConvolutionWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("conv3x3-64c-56", () => Conv(64, 64, 3, 56, padding: 1)), ("conv3x3-256c-14", () => Conv(256, 256, 3, 14, padding: 1)),
        ("conv7x7s2-3-64-224", () => Conv(3, 64, 7, 224, stride: 2, padding: 3)), ("conv1x1-256-1024-14", () => Conv(256, 1024, 1, 14)),
        ("depthwise3x3-144-56", () => Conv(144, 144, 3, 56, padding: 1, groups: 144)),
    ];

    static Workload Conv(int channels, int filters, int kernel, int side, int stride = 1, int padding = 0, int groups = 1)
    {
        var (x, weight) = (Tensor.RandN([1, channels, side, side]), Tensor.RandN([filters, channels / groups, kernel, kernel]));
        var outSide = (side + 2 * padding - kernel) / stride + 1;
        var flops = 2.0 * filters * outSide * outSide * (channels / groups) * kernel * kernel;
        return Workload.Kernel(() => x.Conv2d(weight, stride: stride, padding: padding, groups: groups), flops);
    }
}
