using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Changes brightness, contrast, saturation and hue at random, in random order, as torchvision's ColorJitter.</summary>
public sealed class ColorJitter : IImageTransform
{
    readonly (double Least, double Most)? brightness, contrast, saturation, hue;

    /// <summary>Factors from 1 - x (0 at least) to 1 + x; 0 leaves a property alone.</summary>
    /// <param name="brightness">Of the factor of brightness.</param>
    /// <param name="contrast">Of the factor of contrast.</param>
    /// <param name="saturation">Of the factor of saturation.</param>
    /// <param name="hue">The hue is turned by -hue to hue of the circle; from 0 to 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the hue above 0.5.</exception>
    public ColorJitter(double brightness = 0, double contrast = 0, double saturation = 0, double hue = 0)
        : this(Around1(brightness), Around1(contrast), Around1(saturation), hue == 0 ? null : (-hue, hue)) { }

    /// <summary>Factors between the given ends; null leaves a property alone.</summary>
    /// <param name="brightness">Ends of the factor of brightness.</param>
    /// <param name="contrast">Ends of the factor of contrast.</param>
    /// <param name="saturation">Ends of the factor of saturation.</param>
    /// <param name="hue">Ends of the turn of the hue, from -0.5 to 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">Ends are out of order or of their range.</exception>
    public ColorJitter((double Least, double Most)? brightness, (double Least, double Most)? contrast, (double Least, double Most)? saturation, (double Least, double Most)? hue)
    {
        this.brightness = Checked(brightness, 0, double.MaxValue, nameof(brightness));
        this.contrast = Checked(contrast, 0, double.MaxValue, nameof(contrast));
        this.saturation = Checked(saturation, 0, double.MaxValue, nameof(saturation));
        this.hue = Checked(hue, -0.5, 0.5, nameof(hue));
    }

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random)
    {
        foreach (var property in random.Order(4))
            image = property switch
            {
                0 when brightness is { } b => image.AdjustBrightness(random.Uniform(b.Least, b.Most)),
                1 when contrast is { } c => image.AdjustContrast(random.Uniform(c.Least, c.Most)),
                2 when saturation is { } s => image.AdjustSaturation(random.Uniform(s.Least, s.Most)),
                3 when hue is { } h => image.AdjustHue(random.Uniform(h.Least, h.Most)),
                _ => image,
            };
        return image;
    }

    static (double, double)? Around1(double x) => x == 0 ? null : x > 0
        ? (Math.Max(0, 1 - x), 1 + x) : throw new ArgumentOutOfRangeException(nameof(x), x, "A jitter must be 0 or more.");

    static (double, double)? Checked((double Least, double Most)? range, double low, double high, string name) =>
        range is not { } r || (r.Least >= low && r.Most <= high && r.Least <= r.Most)
            ? range : throw new ArgumentOutOfRangeException(name, range, $"The ends must be in order and from {low} to {high}.");
}
