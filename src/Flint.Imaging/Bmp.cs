namespace Flint.Imaging;

/// <summary>BMP (Windows bitmap and OS/2): 1, 4, 8, 16, 24 and 32 bits per pixel, plain, run-length coded or with bit masks, bottom-up or top-down.</summary>
public static class Bmp
{
    /// <summary>True where the data starts with "BM".</summary>
    public static bool IsBmp(ReadOnlySpan<byte> data) => data.StartsWith("BM"u8);

    /// <summary>
    /// Decodes to one channel (a palette of greys), four (32 bits with a mask for alpha) or three (all others); 5 and 6 bits are scaled to
    /// 255 v / 31 and 255 v / 63 (rounded down, as PIL does), the fourth byte of 32 bits without masks is not alpha.
    /// </summary>
    /// <param name="data">The file.</param>
    /// <param name="maxPixels">Larger pictures are refused.</param>
    /// <exception cref="ImageFormatException">The data is damaged, truncated, of a kind that is not read (the message says which), or has more than <paramref name="maxPixels"/> pixels.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, long maxPixels = Image.DefaultMaxPixels) => new BmpReader(data, maxPixels).Read();

    /// <summary>Encodes bottom-up: 8 bits with a palette of greys (one channel), 24 bits (three), 32 bits with masks (four).</summary>
    /// <exception cref="ArgumentException">The image has two channels, grey and alpha, which BMP cannot hold.</exception>
    public static byte[] Encode(Image image) => BmpWriter.Write(image);
}
