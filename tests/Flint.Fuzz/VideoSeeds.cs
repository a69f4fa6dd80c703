using Flint.Imaging;

namespace Flint.Fuzz;

/// <summary>Small videos: grey and coloured YUV4MPEG2 of each sampling; AVI uncompressed, with a palette, and of JPEG frames.</summary>
static class VideoSeeds
{
    const long MaxPixels = 1 << 20;

    static Image[] Frames(int channels) =>
        [.. Enumerable.Range(0, 2).Select(t => new Image(9, 5, channels, [.. Enumerable.Range(0, 45 * channels).Select(i => (byte)(i * 29 + 7 * t))]))];

    internal static IReadOnlyList<byte[]> Y4mFiles() =>
    [
        Y4m.Encode(new(Frames(1))), Y4m.Encode(new(Frames(3), 30000.0 / 1001)),
        .. from sampling in new[] { "", " C420jpeg", " C420mpeg2 XCOLORRANGE=FULL", " C422" }
           select (byte[])[.. System.Text.Encoding.ASCII.GetBytes($"YUV4MPEG2 W4 H4 F25:1 Ip{sampling}\nFRAME\n"), .. Enumerable.Range(0, sampling == " C422" ? 32 : 24).Select(i => (byte)(i * 9))],
    ];

    internal static void ReadY4m(byte[] bytes) => Y4m.Decode(bytes, MaxPixels);

    internal static IReadOnlyList<byte[]> AviFiles()
    {
        var plain = Avi.Encode(new(Frames(3)));
        // Other frames in the same file make the lists' lengths wrong, which readers forgive.
        return [plain, WithFrames(plain, GreyJpeg, isJpeg: true), WithFrames(plain, [.. Enumerable.Range(0, 8 * 8 * 3).Select(i => (byte)i)], isJpeg: false)];
    }

    internal static void ReadAvi(byte[] bytes) => Avi.Decode(bytes, MaxPixels);

    static byte[] WithFrames(byte[] avi, byte[] frame, bool isJpeg)
    {
        var movi = avi.AsSpan().IndexOf("movi"u8);
        var start = avi[..(movi + 4)];
        var format = start.AsSpan().IndexOf("strf"u8) + 8;
        if (isJpeg) "MJPG"u8.CopyTo(start.AsSpan(format + 16));
        (start[format + 4], start[format + 8]) = (8, 8);
        byte[] chunk = [.. "00dc"u8, (byte)frame.Length, (byte)(frame.Length >> 8), 0, 0, .. frame, .. new byte[frame.Length & 1]];
        return [.. start, .. chunk, .. "00dc"u8, 0, 0, 0, 0, .. chunk];
    }

    /// <summary>8 x 8 pixels of middle grey: one block whose coefficients are all 0, with no Huffman tables, as cameras write.</summary>
    static byte[] GreyJpeg =>
    [
        0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64), 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0b00_1010_11, 0xFF, 0xD9,
    ];
}
