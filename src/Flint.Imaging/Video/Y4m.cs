using System.Text;

namespace Flint.Imaging;

/// <summary>
/// YUV4MPEG2, the uncompressed video of mjpegtools and ffmpeg: a line that tells size and sampling, then for each frame a line and the planes Y, Cb, Cr.
/// </summary>
public static class Y4m
{
    /// <summary>True where the data begins as such a file does.</summary>
    public static bool IsY4m(ReadOnlySpan<byte> data) => data.StartsWith("YUV4MPEG2 "u8);

    /// <summary>
    /// Decodes 8 bits a sample, sampled as C420jpeg, C420mpeg2, C420paldv, C422 or C444 to RGB, and Cmono to grey. Colours are those of ITU-R BT.601: Y from
    /// 16 to 235 unless XCOLORRANGE=FULL says otherwise, of Cmono from 0 to 255 unless it says LIMITED. A sample of Cb and Cr stands for all
    /// pixels that share it.
    /// </summary>
    /// <exception cref="ImageFormatException">The data is damaged, truncated, of another sampling, or has more pixels in all.</exception>
    public static Video Decode(ReadOnlySpan<byte> data, long maxPixels = Video.DefaultMaxPixels) => new Y4mReader(data, maxPixels).Read();

    /// <summary>Encodes RGB as C444 and grey as Cmono.</summary>
    public static byte[] Encode(Video video)
    {
        ArgumentNullException.ThrowIfNull(video);
        var first = video.Frames[0];
        var isGrey = first.Channels == 1;
        var (rate, scale) = Rational.Of(video.FrameRate);
        var header = Encoding.ASCII.GetBytes(
            $"YUV4MPEG2 W{first.Width} H{first.Height} F{rate}:{scale} Ip A1:1 {(isGrey ? "Cmono XCOLORRANGE=FULL" : "C444 XCOLORRANGE=LIMITED")}\n");
        using var target = new MemoryStream();
        target.Write(header);
        foreach (var frame in video.Frames)
        {
            target.Write("FRAME\n"u8);
            target.Write(isGrey ? frame.Pixels : YuvColor.ToPlanes(frame));
        }
        return target.ToArray();
    }
}
