namespace Flint.Imaging;

/// <summary>PNG (W3C Portable Network Graphics, third edition): every colour type and bit depth, interlaced or not.</summary>
public static class Png
{
    /// <summary>True where the data starts with PNG's signature.</summary>
    public static bool IsPng(ReadOnlySpan<byte> data) => data.StartsWith(PngChunks.Signature);

    /// <summary>Decodes to 8 bits per sample: palettes looked up, transparency as an alpha channel, 16 bits scaled to 8.</summary>
    /// <exception cref="ImageFormatException">The data is damaged or has more than <paramref name="maxPixels"/> pixels.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, long maxPixels = PngFile.DefaultMaxPixels) => PngFile.Read(data, maxPixels).ToImage();

    /// <summary>Encodes with 8 bits per sample and the colour type of the channels.</summary>
    public static byte[] Encode(Image image, bool interlaced = false) => PngFile.From(image, interlaced).Write();
}
