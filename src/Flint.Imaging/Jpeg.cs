namespace Flint.Imaging;

/// <summary>
/// JPEG (ITU-T T.81): reads baseline, extended and progressive pictures of 8 bits, Huffman or arithmetic codes, grey, YCbCr, RGB, CMYK and YCCK
/// in every whole-numbered sampling.
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
}
