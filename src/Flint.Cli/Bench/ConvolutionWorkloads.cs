namespace Flint.Cli.Bench;

/// <summary>
/// Single convolutions of batch 1 without bias. Weights are constant, so the engine packs or transforms them once; the rows named <c>-cold</c>
/// are the same with a tape that is on, as in training, where that is done in every call.
/// </summary>
static class ConvolutionWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        .. Conv("conv3x3-64c-56", 64, 64, 3, 56, padding: 1), .. Conv("conv3x3-256c-14", 256, 256, 3, 14, padding: 1),
        .. Conv("conv7x7s2-3-64-224", 3, 64, 7, 224, stride: 2, padding: 3), .. Conv("conv1x1-256-1024-14", 256, 1024, 1, 14),
        .. Conv("depthwise3x3-144-56", 144, 144, 3, 56, padding: 1, groups: 144),
    ];

    static (string, Func<Workload>)[] Conv(string name, int channels, int filters, int kernel, int side, int stride = 1, int padding = 0, int groups = 1)
    {
        return [(name, () => Build(isCold: false)), ($"{name}-cold", () => Build(isCold: true))];

        Workload Build(bool isCold)
        {
            var (x, weight) = (Tensor.RandN([1, channels, side, side]), Tensor.RandN([filters, channels / groups, kernel, kernel]));
            var outSide = (side + 2 * padding - kernel) / stride + 1;
            var flops = 2.0 * filters * outSide * outSide * (channels / groups) * kernel * kernel;
            return Workload.Kernel(() => x.Conv2d(weight, stride: stride, padding: padding, groups: groups), flops, isRecording: isCold);
        }
    }
}
