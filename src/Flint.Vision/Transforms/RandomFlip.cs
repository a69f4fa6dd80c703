using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Left becomes right in a share of the pictures.</summary>
/// <param name="p">The share, from 0 to 1.</param>
public sealed class RandomHorizontalFlip(double p = 0.5) : IImageTransform
{
    readonly double p = Draws.Probability(p);

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => random.Chance(p) ? image.FlipHorizontal() : image;
}

/// <summary>Top becomes bottom in a share of the pictures.</summary>
/// <param name="p">The share, from 0 to 1.</param>
public sealed class RandomVerticalFlip(double p = 0.5) : IImageTransform
{
    readonly double p = Draws.Probability(p);

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => random.Chance(p) ? image.FlipVertical() : image;
}
