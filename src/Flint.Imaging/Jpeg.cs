namespace Flint.Imaging;

/// <summary>
/// JPEG (ITU-T T.81): reads baseline, extended and progressive pictures of 8 bits, Huffman or arithmetic codes, grey, YCbCr, RGB, CMYK and YCCK
/// in every whole-numbered sampling; writes baseline ones. Colour profiles are not applied.
/// </summary>
public static class Jpeg
{
    /// <summary>True where the data starts with JPEG's first marker and the start of another.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> data) => data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>
    /// Decodes to one channel (grey) or three (all others; ink is turned into light as PIL does). The samples are libjpeg's: integer
    /// inverse transform, linear interpolation of halved colour components.
    /// </summary>
    /// <param name="data">The file; what follows its picture is not read.</param>
    /// <param name="maxPixels">Larger pictures are refused.</param>
    /// <param name="applyOrientation">Turn and mirror the picture upright, as its EXIF orientation says (PIL's exif_transpose).</param>
    /// <exception cref="ImageFormatException">The data is damaged, truncated, of a kind that is not read (12 bits, lossless, hierarchical), or has more than <paramref name="maxPixels"/> pixels.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, long maxPixels = Image.DefaultMaxPixels, bool applyOrientation = true) =>
        new JpegReader(data, maxPixels).Read(applyOrientation);

    /// <summary>Encodes as baseline JFIF with the standard's tables: grey (one channel) or YCbCr (three).</summary>
    /// <param name="image">At most 65535 pixels wide and high.</param>
    /// <param name="quality">1 to 100, in libjpeg's scale of the quantization tables.</param>
    /// <param name="subsampling">How many colour differences are kept.</param>
    /// <exception cref="ArgumentException">The image has an alpha channel, which JPEG has not, or is too large.</exception>
    public static byte[] Encode(Image image, int quality = 90, ChromaSubsampling subsampling = ChromaSubsampling.Both)
    {
        if (quality is < 1 or > 100) throw new ArgumentOutOfRangeException(nameof(quality), quality, "The quality is 1 to 100.");
        if (image.Channels is 2 or 4)
            throw new ArgumentException($"JPEG has no alpha, but the image has {image.Channels} channels: call ToGrey or ToRgb first.", nameof(image));
        if (image.Width > ushort.MaxValue || image.Height > ushort.MaxValue)
            throw new ArgumentException($"The image is {image.Width} x {image.Height}; JPEG holds at most 65535 pixels each way.", nameof(image));
        return JpegWriter.Write(image, quality, subsampling);
    }
}
