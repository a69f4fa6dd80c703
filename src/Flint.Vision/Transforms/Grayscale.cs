using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Colours become their luminance, 0.299 R + 0.587 G + 0.114 B.</summary>
/// <param name="channels">1, or 3 that are equal.</param>
public sealed class Grayscale(int channels = 1) : IImageTransform
{
    readonly int channels = channels is 1 or 3 ? channels : throw new ArgumentOutOfRangeException(nameof(channels), channels, "Grey pictures have 1 channel, or 3 that are equal.");

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => channels == 1 ? image.ToGrey() : image.ToGrey().ToRgb();
}

/// <summary>A share of the pictures becomes grey and keeps its number of channels.</summary>
/// <param name="p">The share, from 0 to 1.</param>
public sealed class RandomGrayscale(double p = 0.1) : IImageTransform
{
    readonly double p = Draws.Probability(p);

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => random.Chance(p) ? image.AdjustSaturation(0) : image;
}
