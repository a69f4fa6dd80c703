using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>Makes AVI files of uncompressed frames: RIFF(hdrl(avih, strl(strh, strf)), movi(00db...), idx1).</summary>
static class AviWriter
{
    const int HasIndex = 0x10, IsKeyFrame = 0x10, MaxBytes = 1 << 30;

    internal static byte[] Encode(Video video)
    {
        ArgumentNullException.ThrowIfNull(video);
        var (width, height) = (video.Frames[0].Width, video.Frames[0].Height);
        var stride = (3L * width + 3) / 4 * 4;
        var (frameBytes, count) = (stride * height, video.Frames.Count);
        if ((frameBytes + 24) * count > MaxBytes)
            throw new ArgumentException($"{count} frames of {width} x {height} take {(frameBytes + 24) * count} bytes uncompressed, but an AVI file of at most {MaxBytes} is written: save it as .y4m.", nameof(video));
        byte[] movi = Chunk("LIST", [.. "movi"u8, .. video.Frames.SelectMany(f => Chunk("00db", Rows(f.ToRgb(), (int)stride)))]);
        byte[] index = Chunk("idx1", [.. Enumerable.Range(0, count).SelectMany(i => (byte[])[.. "00db"u8, .. Numbers(IsKeyFrame, 4 + i * ((int)frameBytes + 8), (int)frameBytes)])]);
        return Chunk("RIFF", [.. "AVI "u8, .. Header(video, width, height, (int)frameBytes), .. movi, .. index]);
    }

    static byte[] Header(Video video, int width, int height, int frameBytes)
    {
        var (rate, scale) = Rational.Of(video.FrameRate);
        var count = video.Frames.Count;
        byte[] main = Chunk("avih", Numbers((int)Math.Round(1e6 / video.FrameRate), 0, 0, HasIndex, count, 0, 1, frameBytes, width, height, 0, 0, 0, 0));
        byte[] stream = Chunk("strh", [.. "vids"u8, .. "DIB "u8, .. Numbers(0, 0, 0, scale, rate, 0, count, frameBytes, -1, 0, 0, height << 16 | width & 0xFFFF)]);
        byte[] bitmap = Chunk("strf", Numbers(40, width, height, 24 << 16 | 1, 0, frameBytes, 0, 0, 0, 0));
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
