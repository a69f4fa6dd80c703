using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>A part of the given size from a random place, as torchvision's RandomCrop.</summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns; as many as rows where null.</param>
/// <param name="padding">Pixels put around the picture first.</param>
/// <param name="padIfNeeded">Whether a picture that is still too small is padded to the size; otherwise it is an error.</param>
/// <param name="mode">What the pixels around are.</param>
/// <param name="fill">Their samples where the mode is Constant.</param>
public sealed class RandomCrop(int height, int? width = null, int padding = 0, bool padIfNeeded = false, PaddingMode mode = PaddingMode.Constant, byte fill = 0)
    : IImageTransform
{
    readonly int width = width ?? height;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The picture is smaller than the part.</exception>
    public Image Apply(Image image, Generator random)
    {
        image = image.Pad(padding, padding, padding, padding, mode, fill);
        if (padIfNeeded)
        {
            var (x, y) = (Math.Max(0, width - image.Width), Math.Max(0, height - image.Height));
            image = image.Pad(x, y, x, y, mode, fill);
        }
        if (image.Width < width || image.Height < height)
            throw new ArgumentException($"A part of {width} x {height} pixels was asked of a picture of {image.Width} x {image.Height}: pass padIfNeeded, or Resize first.");
        if ((image.Width, image.Height) == (width, height)) return image;
        var top = random.Below(image.Height - height + 1);
        return image.Crop(new(top, random.Below(image.Width - width + 1), height, width));
    }
}
