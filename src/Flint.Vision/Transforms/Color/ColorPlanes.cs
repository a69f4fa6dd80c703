using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Maps on the colours of pictures; an alpha channel stays as it is.</summary>
static class ColorPlanes
{
    /// <summary>Channels that are colour: 1 of grey, 3 of RGB.</summary>
    internal static int Count(Image image) => image.Channels < 3 ? 1 : 3;

    /// <summary>Each sample by the table of its channel, or by the one for all.</summary>
    internal static Image Map(Image image, params byte[][] tables)
    {
        var (colors, pixels) = (Count(image), (byte[])image.Pixels.Clone());
        for (var i = 0; i < pixels.Length; i += image.Channels)
            for (var c = 0; c < colors; c++) pixels[i + c] = tables[tables.Length == 1 ? 0 : c][pixels[i + c]];
        return new(image.Width, image.Height, image.Channels, pixels);
    }

    internal static byte[] Table(Func<int, int> map) => [.. Enumerable.Range(0, 256).Select(x => (byte)Math.Clamp(map(x), 0, 255))];

    /// <summary>How often each sample comes in a channel.</summary>
    internal static int[] Histogram(Image image, int channel)
    {
        var counts = new int[256];
        for (var i = channel; i < image.Pixels.Length; i += image.Channels) counts[image.Pixels[i]]++;
        return counts;
    }

    /// <summary>PIL's luminance of the pixel whose samples begin here.</summary>
    internal static int Luminance(ReadOnlySpan<byte> pixel, int channels) =>
        channels < 3 ? pixel[0] : (pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 0x8000) >> 16;

    /// <summary>from + factor (to - from) in single precision, truncated to a byte, as PIL blends.</summary>
    internal static byte Blend(int from, int to, float factor) => (byte)Math.Clamp(from + factor * (to - from), 0, 255);
}
