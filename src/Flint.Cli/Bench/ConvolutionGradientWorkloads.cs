namespace Flint.Cli.Bench;

/// <summary>
/// The backward pass of single convolutions, the forward pass not timed: <c>conv-backward-data-...</c> gives the gradient of the input,
/// <c>conv-backward-weight-...</c> that of the weights.
/// </summary>
static class ConvolutionGradientWorkloads
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        .. Both("3x3-64c-56", () => Conv(1, 64, 64, 3, 56, padding: 1)), .. Both("3x3-256c-14", () => Conv(1, 256, 256, 3, 14, padding: 1)),
        .. Both("7x7s2-3-64-224", () => Conv(1, 3, 64, 7, 224, stride: 2, padding: 3)), .. Both("1x1-256-1024-14", () => Conv(1, 256, 1024, 1, 14)),
        .. Both("depthwise3x3-144-56", () => Conv(1, 144, 144, 3, 56, padding: 1, groups: 144)),
        .. Both("3x3-512c-2-b16", () => Conv(16, 512, 512, 3, 2, padding: 1)), .. Both("3x3s2-128-256-8-b16", () => Conv(16, 128, 256, 3, 8, stride: 2, padding: 1)),
        .. Both("grouped3x3-128-28-b8", () => Conv(8, 128, 128, 3, 28, padding: 1, groups: 8)),
        .. Both("dilated3x3-64c-28-b8", () => Conv(8, 64, 64, 3, 28, padding: 2, dilation: 2)),
        .. Both("transposed4x4s2-128-64-14-b8", () => Transposed(8, 128, 64, 4, 14, stride: 2, padding: 1)),
    ];

    static (string, Func<Workload>)[] Both(string shape, Func<(Tensor X, Tensor Weight, Tensor Y, double Flops)> build)
    {
        return [($"conv-backward-data-{shape}", () => Build(ofWeight: false)), ($"conv-backward-weight-{shape}", () => Build(ofWeight: true))];

        Workload Build(bool ofWeight)
        {
            var (x, weight, y, flops) = build();
            Tensor[] wanted = [ofWeight ? weight : x];
            Tensor[] dy = [Tensor.RandN(y.Shape.ToArray())];
            return Workload.Kernel(() => Autograd.Grad([y], wanted, dy, retainGraph: true), flops, isRecording: true);
        }
    }

    static (Tensor, Tensor, Tensor, double) Conv(
        int images, int channels, int filters, int kernel, int side, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        var (x, weight) = Leaves([images, channels, side, side], [filters, channels / groups, kernel, kernel]);
        var y = x.Conv2d(weight, stride: stride, padding: padding, dilation: dilation, groups: groups);
        return (x, weight, y, 2.0 * y.Count * (channels / groups) * kernel * kernel);
    }

    static (Tensor, Tensor, Tensor, double) Transposed(int images, int channels, int filters, int kernel, int side, int stride, int padding)
    {
        var (x, weight) = Leaves([images, channels, side, side], [channels, filters, kernel, kernel]);
        return (x, weight, x.ConvTranspose2d(weight, stride: stride, padding: padding), 2.0 * x.Count * filters * kernel * kernel);
    }

    static (Tensor, Tensor) Leaves(int[] input, int[] kernel)
    {
        var (x, weight) = (Tensor.RandN(input), Tensor.RandN(kernel));
        x.RequiresGrad = weight.RequiresGrad = true;
        return (x, weight);
    }
}
