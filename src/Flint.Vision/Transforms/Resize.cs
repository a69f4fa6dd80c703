using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Scales pictures to a size, as torchvision's Resize on PIL pictures.</summary>
public sealed class Resize : IImageTransform
{
    readonly int height;
    readonly int? width, maxSize;
    readonly Resampling interpolation;
    readonly bool antialias;

    /// <summary>Scales the shorter side to <paramref name="size"/> and the longer by as much.</summary>
    /// <param name="size">Pixels of the shorter side.</param>
    /// <param name="interpolation">How pixels are weighted.</param>
    /// <param name="maxSize">The most pixels the longer side may have; where it would have more, both sides are made smaller.</param>
    /// <param name="antialias">See <see cref="ImageResizing"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1, or the greatest size not above it.</exception>
    public Resize(int size, Resampling interpolation = Resampling.Bilinear, int? maxSize = null, bool antialias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (maxSize <= size) throw new ArgumentOutOfRangeException(nameof(maxSize), maxSize, $"The greatest size must be above the size of the shorter side, {size}.");
        (height, this.maxSize, this.interpolation, this.antialias) = (size, maxSize, interpolation, antialias);
    }

    /// <summary>Scales to exactly this size, whatever the shape.</summary>
    /// <inheritdoc cref="ImageResizing.Resize"/>
    public Resize(int height, int width, Resampling interpolation = Resampling.Bilinear, bool antialias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (this.height, this.width, this.interpolation, this.antialias) = (height, width, interpolation, antialias);
    }

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random)
    {
        var (rows, columns) = width is { } fixedWidth ? (height, fixedWidth) : Scaled(image);
        return image.Resize(rows, columns, interpolation, antialias);
    }

    (int Height, int Width) Scaled(Image image)
    {
        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        var (less, more) = (height, (int)((long)height * longer / shorter));
        if (more > maxSize) (less, more) = (Math.Max(1, (int)((long)maxSize.Value * less / more)), maxSize.Value);
        return image.Width <= image.Height ? (more, less) : (less, more);
    }
}
