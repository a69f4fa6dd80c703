using Flint.NN;

namespace Flint.Vision;

/// <summary>Two 3x3 convolutions beside a shortcut: <c>relu(f(x) + x)</c>.</summary>
sealed class BasicBlock(int inChannels, int width, int stride) : Module, ILayer, IBatchNormPairs
{
    readonly Conv2d conv1 = new(inChannels, width, kernel: 3, stride: stride, padding: 1, bias: false);
    readonly BatchNorm2d bn1 = new(width);
    readonly Conv2d conv2 = new(width, width, kernel: 3, padding: 1, bias: false);
    readonly BatchNorm2d bn2 = new(width);
    readonly Sequential? downsample = Shortcut.Of(inChannels, width, stride);

    public IEnumerable<(ILayer Layer, BatchNorm Norm)> BatchNormPairs => [(conv1, bn1), (conv2, bn2)];

    public Tensor Forward(Tensor x)
    {
        var y = FusedActivation.ConvNormRelu(conv1, bn1, x);
        y = bn2.Forward(conv2.Forward(y));
        return Observe((y + (downsample?.Forward(x) ?? x)).Relu());
    }
}

/// <summary>1x1 to fewer channels, 3x3, 1x1 to four times as many, beside a shortcut. The stride is in the 3x3 (ResNet v1.5).</summary>
sealed class BottleneckBlock(int inChannels, int width, int stride) : Module, ILayer, IBatchNormPairs
{
    internal const int Expansion = 4;

    readonly Conv2d conv1 = new(inChannels, width, kernel: 1, bias: false);
    readonly BatchNorm2d bn1 = new(width);
    readonly Conv2d conv2 = new(width, width, kernel: 3, stride: stride, padding: 1, bias: false);
    readonly BatchNorm2d bn2 = new(width);
    readonly Conv2d conv3 = new(width, Expansion * width, kernel: 1, bias: false);
    readonly BatchNorm2d bn3 = new(Expansion * width);
    readonly Sequential? downsample = Shortcut.Of(inChannels, Expansion * width, stride);

    public IEnumerable<(ILayer Layer, BatchNorm Norm)> BatchNormPairs => [(conv1, bn1), (conv2, bn2), (conv3, bn3)];

    public Tensor Forward(Tensor x)
    {
        var y = FusedActivation.ConvNormRelu(conv1, bn1, x);
        y = FusedActivation.ConvNormRelu(conv2, bn2, y);
        y = bn3.Forward(conv3.Forward(y));
        return Observe((y + (downsample?.Forward(x) ?? x)).Relu());
    }
}

/// <summary>Brings a block's input to the shape of its output; null where it has it already.</summary>
static class Shortcut
{
    internal static Sequential? Of(int inChannels, int outChannels, int stride) => inChannels == outChannels && stride == 1
        ? null
        : [new Conv2d(inChannels, outChannels, kernel: 1, stride: stride, bias: false), new BatchNorm2d(outChannels)];
}
