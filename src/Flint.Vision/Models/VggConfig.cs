namespace Flint.Vision;

/// <summary>Which network of the VGG family; their numbers count layers with weights.</summary>
/// <param name="Convolutions">How many in each of the five stages.</param>
/// <param name="BatchNorm">Whether a batch norm follows each convolution.</param>
/// <param name="Hidden">Width of the linear layers.</param>
public sealed record VggConfig(IReadOnlyList<int> Convolutions, bool BatchNorm = false, int Hidden = 4096)
{
    /// <summary>133 million parameters.</summary>
    public static VggConfig Vgg11 { get; } = new([1, 1, 2, 2, 2]);

    /// <summary>133 million parameters.</summary>
    public static VggConfig Vgg13 { get; } = new([2, 2, 2, 2, 2]);

    /// <summary>138 million parameters.</summary>
    public static VggConfig Vgg16 { get; } = new([2, 2, 3, 3, 3]);

    /// <summary>144 million parameters.</summary>
    public static VggConfig Vgg19 { get; } = new([2, 2, 4, 4, 4]);
}
