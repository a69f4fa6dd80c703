using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>Makes AVI files: RIFF(hdrl(avih, strl(strh, strf)), movi(00dc or 00db...), idx1).</summary>
static class AviWriter
{
    const int HasIndex = 0x10, IsKeyFrame = 0x10, MaxBytes = 1 << 30;

    internal static byte[] Encode(Video video, int? quality)
    {
        ArgumentNullException.ThrowIfNull(video);
        var (width, height) = (video.Frames[0].Width, video.Frames[0].Height);
        var stride = (3L * width + 3) / 4 * 4;
        if (quality is null && (stride * height + 24) * video.Frames.Count > MaxBytes) throw TooLarge(video, (stride * height + 24) * video.Frames.Count);
        byte[][] frames = [.. video.Frames.Select(f => quality is { } q ? Jpeg.Encode(f, q) : Rows(f.ToRgb(), (int)stride))];
        if (frames.Sum(f => f.Length + 25L) > MaxBytes) throw TooLarge(video, frames.Sum(f => f.Length + 25L));
        var id = quality is null ? "00db" : "00dc";
        using var movi = new MemoryStream();
        using var index = new MemoryStream();
        movi.Write("movi"u8);
        foreach (var frame in frames)
        {
            index.Write([.. System.Text.Encoding.ASCII.GetBytes(id), .. Numbers(IsKeyFrame, (int)movi.Length, frame.Length)]);
            movi.Write(Chunk(id, frame));
        }
        return Chunk("RIFF",
            [.. "AVI "u8, .. Header(video, width, height, frames.Max(f => f.Length), quality is not null), .. Chunk("LIST", movi.ToArray()), .. Chunk("idx1", index.ToArray())]);
    }

    static ArgumentException TooLarge(Video video, long bytes) => new(
        $"{video.Frames.Count} frames of {video.Frames[0].Width} x {video.Frames[0].Height} take {bytes} bytes, but an AVI file of at most {MaxBytes} is written: save it as .y4m, or with a lower quality.", nameof(video));

    static byte[] Header(Video video, int width, int height, int frameBytes, bool isJpeg)
    {
        var (rate, scale) = Rational.Of(video.FrameRate);
        var count = video.Frames.Count;
        byte[] main = Chunk("avih", Numbers((int)Math.Round(1e6 / video.FrameRate), 0, 0, HasIndex, count, 0, 1, frameBytes, width, height, 0, 0, 0, 0));
        byte[] stream = Chunk("strh", [.. "vids"u8, .. isJpeg ? "MJPG"u8 : "DIB "u8, .. Numbers(0, 0, 0, scale, rate, 0, count, frameBytes, -1, 0, 0, height << 16 | width & 0xFFFF)]);
        byte[] bitmap = Chunk("strf", Numbers(40, width, height, 24 << 16 | 1, isJpeg ? BinaryPrimitives.ReadInt32LittleEndian("MJPG"u8) : 0, frameBytes, 0, 0, 0, 0));
        return Chunk("LIST", [.. "hdrl"u8, .. main, .. Chunk("LIST", [.. "strl"u8, .. stream, .. bitmap])]);
    }

    /// <summary>Blue, green, red from the bottom row up.</summary>
    static byte[] Rows(Image rgb, int stride)
    {
        var rows = new byte[stride * rgb.Height];
        for (var y = 0; y < rgb.Height; y++)
            for (var x = 0; x < rgb.Width; x++)
                for (var c = 0; c < 3; c++)
                    rows[(rgb.Height - 1 - y) * stride + 3 * x + 2 - c] = rgb.Pixels[(y * rgb.Width + x) * 3 + c];
        return rows;
    }

    static byte[] Chunk(string id, byte[] body) => [(byte)id[0], (byte)id[1], (byte)id[2], (byte)id[3], .. Numbers(body.Length), .. body, .. new byte[body.Length & 1]];

    static byte[] Numbers(params ReadOnlySpan<int> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
