namespace Flint.Imaging;

/// <summary>
/// AVI (RIFF; Microsoft, "AVI RIFF file reference"), the first video stream: motion JPEG, and uncompressed frames of 8, 24 and 32 bits. Sound is passed
/// over.
/// </summary>
public static class Avi
{
    /// <summary>True where the data begins as an AVI file does.</summary>
    public static bool IsAvi(ReadOnlySpan<byte> data) => data.Length >= 12 && data[..4].SequenceEqual("RIFF"u8) && data.Slice(8, 4).SequenceEqual("AVI "u8);

    /// <summary>
    /// Decodes to RGB, or to grey where every frame is grey. Frames of motion JPEG may leave out their Huffman tables; an empty frame repeats the one
    /// before. Parts that follow the first in large files (OpenDML's AVIX) are read, too.
    /// </summary>
    /// <exception cref="ImageFormatException">The data is damaged, truncated, compressed in another way, or has more pixels in all.</exception>
    public static Video Decode(ReadOnlySpan<byte> data, long maxPixels = Video.DefaultMaxPixels) => new AviReader(data, maxPixels).Read();

    /// <summary>Encodes each frame as a JPEG picture (motion JPEG), or, without a quality, uncompressed: 24 bits a pixel, without loss.</summary>
    /// <param name="video">The frames.</param>
    /// <param name="quality">Of the JPEG pictures, 1 to 100; null leaves them uncompressed.</param>
    /// <exception cref="ArgumentException">It would be larger than 1 GiB, which is the most that a single RIFF chunk is safely read with.</exception>
    public static byte[] Encode(Video video, int? quality = null) => AviWriter.Encode(video, quality);
}
