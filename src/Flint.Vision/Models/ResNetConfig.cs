namespace Flint.Vision;

/// <summary>Which network of the ResNet family.</summary>
/// <param name="Blocks">Blocks in each of the four stages.</param>
/// <param name="Bottleneck">Three convolutions in a block, 1x1 3x3 1x1, instead of two of 3x3.</param>
public sealed record ResNetConfig(IReadOnlyList<int> Blocks, bool Bottleneck)
{
    /// <summary>11.7 million parameters.</summary>
    public static ResNetConfig ResNet18 { get; } = new([2, 2, 2, 2], Bottleneck: false);

    /// <summary>21.8 million parameters.</summary>
    public static ResNetConfig ResNet34 { get; } = new([3, 4, 6, 3], Bottleneck: false);

    /// <summary>25.6 million parameters.</summary>
    public static ResNetConfig ResNet50 { get; } = new([3, 4, 6, 3], Bottleneck: true);

    /// <summary>44.5 million parameters.</summary>
    public static ResNetConfig ResNet101 { get; } = new([3, 4, 23, 3], Bottleneck: true);
}
