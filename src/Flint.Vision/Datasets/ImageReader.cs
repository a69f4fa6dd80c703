using Flint.Imaging;

namespace Flint.Vision;

/// <summary>How the pictures of a set are read.</summary>
/// <param name="Channels">1 grey, 3 RGB; transparent parts become white.</param>
/// <param name="MaxPixels">Larger pictures are refused before memory is taken for them: a small file can claim to be of many gigabytes.</param>
/// <param name="MinSide">Pictures with a smaller side are refused: one of 1 x 1 stands for a picture that was lost.</param>
public sealed record ImageReader(int Channels = 3, long MaxPixels = Image.DefaultMaxPixels, int MinSide = 2)
{
    /// <summary>1 grey, 3 RGB.</summary>
    public int Channels { get; } = Channels is 1 or 3 ? Channels : throw new ArgumentOutOfRangeException(nameof(Channels), Channels, "Pictures are read with 1 or 3 channels.");

    /// <summary>RGB of usual limits.</summary>
    public static ImageReader Default { get; } = new();

    /// <summary>The picture in a file.</summary>
    /// <exception cref="ImageDataException">It cannot be read or is outside of the limits; the message starts with the path.</exception>
    public Image Read(string path)
    {
        Image image;
        try
        {
            image = Image.Load(path, MaxPixels);
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ImageDataException(e.Message.StartsWith(path, StringComparison.Ordinal) ? e.Message : $"{path}: {e.Message}", e);
        }
        if (Math.Min(image.Width, image.Height) < MinSide)
            throw new ImageDataException($"{path}: the picture has {image.Width} x {image.Height} pixels, but sides of {MinSide} or more are expected: remove it, or read with a smaller MinSide.");
        return Channels == 3 ? image.ToRgb() : image.Channels == 1 ? image : image.ToGrey();
    }
}
