using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Turns, moves, scales and shears pictures at random around their middle, as torchvision's RandomAffine.</summary>
/// <param name="degrees">The angle is drawn from -degrees to degrees.</param>
/// <param name="translate">The greatest move as a share of width and of height; none where null.</param>
/// <param name="scale">The least and greatest scale; 1 where null.</param>
/// <param name="shear">The shear along x is drawn from -X to X degrees, that along y from -Y to Y; none where null.</param>
/// <param name="interpolation">How pixels are found between those of the picture.</param>
/// <param name="fill">What is outside of the picture: a sample for all channels or one for each; black where null.</param>
public sealed class RandomAffine(
    double degrees, (double X, double Y)? translate = null, (double Least, double Most)? scale = null, (double X, double Y)? shear = null,
    Resampling interpolation = Resampling.Nearest, IReadOnlyList<byte>? fill = null) : IImageTransform
{
    readonly (double Least, double Most) scale = scale is null or { Least: > 0 } && !(scale?.Least > scale?.Most)
        ? scale ?? (1, 1) : throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scales must be positive and in order.");

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random)
    {
        var angle = random.Uniform(-degrees, degrees);
        var (x, y) = translate ?? default;
        var move = (Math.Round(random.Uniform(-x, x) * image.Width), Math.Round(random.Uniform(-y, y) * image.Height));
        var factor = random.Uniform(scale.Least, scale.Most);
        var (alongX, alongY) = shear ?? default;
        return image.Affine(angle, move, factor, (random.Uniform(-alongX, alongX), random.Uniform(-alongY, alongY)), interpolation, fill);
    }
}
