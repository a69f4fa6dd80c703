namespace Flint.Imaging;

/// <summary>The limits on a size that a header states, checked before any memory is taken.</summary>
static class PictureSize
{
    /// <summary>Throws unless the sizes are 1 or more, within the caller's limit, and the samples fit into one array.</summary>
    internal static void Check(long width, long height, int channels, long maxPixels)
    {
        if (width < 1 || height < 1 || width > int.MaxValue || height > int.MaxValue || width * height > maxPixels)
            throw new ImageFormatException($"The picture is {width} x {height}: sizes must be 1 or more, and at most {maxPixels} pixels in all are read (raise maxPixels to read larger ones).");
        if (width * height > Array.MaxLength / channels)
            throw new ImageFormatException($"The picture is {width} x {height} with {channels} channels: that is more than the {Array.MaxLength} samples that an image can hold.");
    }
}
