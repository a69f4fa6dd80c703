using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>
/// A part of random area and shape, scaled to the given size: the usual augmentation of ImageNet (Szegedy et al. 2014), as torchvision's.
/// </summary>
public sealed class RandomResizedCrop : IImageTransform
{
    const int Attempts = 10;
    readonly int height, width;
    readonly (double Least, double Most) scale, ratio;
    readonly Resampling interpolation;

    /// <summary>Parts scaled to height x width.</summary>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result; as many as rows where null.</param>
    /// <param name="scale">The part's share of the picture's area; (0.08, 1) where null.</param>
    /// <param name="ratio">The part's width over its height; (3/4, 4/3) where null.</param>
    /// <param name="interpolation">How pixels are weighted; always antialiased.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the ends of a range are not positive and in order.</exception>
    public RandomResizedCrop(
        int height, int? width = null, (double Least, double Most)? scale = null, (double Least, double Most)? ratio = null, Resampling interpolation = Resampling.Bilinear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width ?? height, 1);
        (this.height, this.width, this.interpolation) = (height, width ?? height, interpolation);
        this.scale = Ordered(scale ?? (0.08, 1), nameof(scale));
        this.ratio = Ordered(ratio ?? (3.0 / 4, 4.0 / 3), nameof(ratio));
    }

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => image.ResizedCrop(Part(image.Width, image.Height, random), height, width, interpolation);

    /// <summary>Which part of a picture of this size.</summary>
    internal CropBox Part(int imageWidth, int imageHeight, Generator random)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var area = (double)imageWidth * imageHeight * random.Uniform(scale.Least, scale.Most);
            var aspect = Math.Exp(random.Uniform(Math.Log(ratio.Least), Math.Log(ratio.Most)));
            var (w, h) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (w > 0 && w <= imageWidth && h > 0 && h <= imageHeight)
                return new(random.Below(imageHeight - h + 1), random.Below(imageWidth - w + 1), h, w);
        }
        // The middle, as much of it as the ratio allows.
        var own = (double)imageWidth / imageHeight;
        var (wide, high) = own < ratio.Least ? (imageWidth, (int)Math.Round(imageWidth / ratio.Least))
            : own > ratio.Most ? ((int)Math.Round(imageHeight * ratio.Most), imageHeight) : (imageWidth, imageHeight);
        (wide, high) = (Math.Clamp(wide, 1, imageWidth), Math.Clamp(high, 1, imageHeight));
        return new((imageHeight - high) / 2, (imageWidth - wide) / 2, high, wide);
    }

    static (double, double) Ordered((double Least, double Most) range, string name) => range.Least > 0 && range.Least <= range.Most
        ? range : throw new ArgumentOutOfRangeException(name, range, "The ends must be positive and in order.");
}
