using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>
/// Some operations drawn from fourteen, all of one magnitude (Cubuk et al. 2019), as torchvision's RandAugment: identity, shears, translations,
/// rotation, brightness, colour, contrast, sharpness, posterise, solarise, auto-contrast, equalise.
/// </summary>
/// <param name="operations">How many are done one after the other.</param>
/// <param name="magnitude">How strong they are, from 0 to bins - 1.</param>
/// <param name="bins">The number of magnitudes.</param>
/// <param name="interpolation">How pixels are found between those of the picture.</param>
/// <param name="fill">What comes in from outside of the picture; black where null.</param>
public sealed class RandAugment(
    int operations = 2, int magnitude = 9, int bins = 31, Resampling interpolation = Resampling.Nearest, IReadOnlyList<byte>? fill = null) : IImageTransform
{
    internal const int Choices = 14;

    // From 0 to 1.
    readonly double strength = magnitude >= 0 && magnitude < bins && bins > 1
        ? magnitude / (bins - 1.0)
        : throw new ArgumentOutOfRangeException(nameof(magnitude), magnitude, $"A magnitude of {bins} is from 0 to {bins - 1}.");

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random)
    {
        for (var i = 0; i < operations; i++) image = Operate(image, random.Below(Choices), random.Chance(0.5) ? -1 : 1);
        return image;
    }

    /// <summary>One operation; the sign is for those that have two directions.</summary>
    internal Image Operate(Image image, int choice, int sign) => choice switch
    {
        0 => image,
        1 => Sheared(image, (Degrees(sign * 0.3 * strength), 0)),
        2 => Sheared(image, (0, Degrees(sign * 0.3 * strength))),
        3 => image.Affine(translate: ((int)(sign * 150.0 / 331 * image.Width * strength), 0), interpolation: interpolation, fill: fill),
        4 => image.Affine(translate: (0, (int)(sign * 150.0 / 331 * image.Height * strength)), interpolation: interpolation, fill: fill),
        5 => image.Rotate(sign * 30 * strength, interpolation, fill: fill),
        6 => image.AdjustBrightness(1 + sign * 0.9 * strength),
        7 => image.AdjustSaturation(1 + sign * 0.9 * strength),
        8 => image.AdjustContrast(1 + sign * 0.9 * strength),
        9 => image.AdjustSharpness(1 + sign * 0.9 * strength),
        10 => image.Posterize(8 - (int)Math.Round(4 * strength)),
        11 => image.Solarize(255 * (1 - strength)),
        12 => image.AutoContrast(),
        _ => image.Equalize(),
    };

    Image Sheared(Image image, (double X, double Y) shear) => image.Affine(shear: shear, interpolation: interpolation, fill: fill, center: (0, 0));

    static double Degrees(double slope) => double.RadiansToDegrees(Math.Atan(slope));
}
