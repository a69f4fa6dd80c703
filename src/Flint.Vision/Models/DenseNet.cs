using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// DenseNet (Huang et al. 2017) as torchvision has it: each layer sees the outputs of all before it in its block. Input
/// [N, inChannels, H, W], output logits [N, classes].
/// </summary>
public sealed class DenseNet : Module, ILayer
{
    readonly Sequential features = [];
    readonly Linear classifier;

    /// <summary>A network with random weights.</summary>
    /// <param name="config">Which of the family: <see cref="DenseNetConfig.DenseNet121"/>.</param>
    /// <param name="classes">The number of logits.</param>
    /// <param name="inChannels">Channels of the pictures.</param>
    public DenseNet(DenseNetConfig config, int classes = 1000, int inChannels = 3)
    {
        var channels = 2 * config.Growth;
        features.Add("conv0", new Conv2d(inChannels, channels, kernel: 7, stride: 2, padding: 3, bias: false));
        features.Add("norm0", new BatchNorm2d(channels));
        features.Add("relu0", new Relu());
        features.Add("pool0", new MaxPool2d(3, stride: 2, padding: 1));
        foreach (var (i, layers) in config.Layers.Index())
        {
            if (i > 0) features.Add($"transition{i}", Transition(channels, channels /= 2));
            features.Add($"denseblock{i + 1}", new DenseBlock(layers, channels, config.Growth));
            channels += layers * config.Growth;
        }
        features.Add("norm5", new BatchNorm2d(channels));
        classifier = new(channels, classes);

        InitialWeights.KaimingNormal(this, FanMode.FanIn);
        Init.Zeros(classifier.Bias!);
    }

    /// <summary>Logits [N, classes] of pictures [N, inChannels, H, W].</summary>
    public Tensor Forward(Tensor x) => classifier.Forward(features.Forward(x).Relu().AdaptiveAvgPool2d(1).Flatten(1));

    // Half the channels, half the size.
    static Sequential Transition(int inChannels, int outChannels) => new()
    {
        { "norm", new BatchNorm2d(inChannels) }, { "relu", new Relu() }, { "conv", new Conv2d(inChannels, outChannels, kernel: 1, bias: false) },
        { "pool", new AvgPool2d(2) },
    };
}

/// <summary>Which network of the DenseNet family.</summary>
/// <param name="Layers">Layers in each block.</param>
/// <param name="Growth">Channels that a layer adds.</param>
public sealed record DenseNetConfig(IReadOnlyList<int> Layers, int Growth = 32)
{
    /// <summary>8.0 million parameters.</summary>
    public static DenseNetConfig DenseNet121 { get; } = new([6, 12, 24, 16]);
}

/// <summary>Layers that each add channels to those there are: the output has all of them.</summary>
sealed class DenseBlock : Module, ILayer
{
    [Key("")]
    readonly OrderedDictionary<string, DenseLayer> layers = [];

    internal DenseBlock(int count, int inChannels, int growth)
    {
        for (var i = 0; i < count; i++) layers.Add($"denselayer{i + 1}", new(inChannels + i * growth, growth));
    }

    public Tensor Forward(Tensor x)
    {
        foreach (var layer in layers.Values) x = Tensor.Concat([x, layer.Forward(x)], dim: 1);
        return Observe(x);
    }
}

/// <summary>Norms and activations come first: 1x1 to four times the growth, then 3x3 to the growth.</summary>
sealed class DenseLayer(int inChannels, int growth) : Module, ILayer, IBatchNormPairs
{
    readonly BatchNorm2d norm1 = new(inChannels);
    readonly Conv2d conv1 = new(inChannels, 4 * growth, kernel: 1, bias: false);
    readonly BatchNorm2d norm2 = new(4 * growth);
    readonly Conv2d conv2 = new(4 * growth, growth, kernel: 3, padding: 1, bias: false);

    public IEnumerable<(ILayer Layer, BatchNorm Norm)> BatchNormPairs => [(conv1, norm2)];

    public Tensor Forward(Tensor x)
    {
        x = conv1.Forward(norm1.Forward(x).Relu());
        return Observe(conv2.Forward(norm2.Forward(x).Relu()));
    }
}
