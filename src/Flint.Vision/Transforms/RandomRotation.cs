using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Turns pictures by a random angle, as torchvision's RandomRotation.</summary>
/// <param name="least">The least angle in degrees, counter-clockwise.</param>
/// <param name="most">The greatest.</param>
/// <param name="interpolation">How pixels are found between those of the picture.</param>
/// <param name="expand">Whether the result is made as large as the turned picture.</param>
/// <param name="fill">What is outside of the picture: a sample for all channels or one for each; black where null.</param>
public sealed class RandomRotation(double least, double most, Resampling interpolation = Resampling.Nearest, bool expand = false, IReadOnlyList<byte>? fill = null)
    : IImageTransform
{
    /// <summary>From -degrees to degrees.</summary>
    public RandomRotation(double degrees, Resampling interpolation = Resampling.Nearest, bool expand = false, IReadOnlyList<byte>? fill = null)
        : this(-degrees, degrees, interpolation, expand, fill) { }

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => image.Rotate(random.Uniform(least, most), interpolation, expand, fill);
}
