namespace Flint.Imaging;

/// <summary>From samples of a PNG file to 8-bit channels.</summary>
static class PngConversion
{
    internal static PngColorType ColorTypeOf(int channels) => channels switch
    {
        1 => PngColorType.Grey,
        2 => PngColorType.GreyAlpha,
        3 => PngColorType.Rgb,
        _ => PngColorType.Rgba,
    };

    internal static Image ToImage(PngFile png) => png.ColorType == PngColorType.Palette ? LookUp(png) : Scale(png);

    static Image LookUp(PngFile png)
    {
        var hasAlpha = png.Transparency.Length > 0;
        var channels = hasAlpha ? 4 : 3;
        var pixels = new byte[png.Samples.Length * channels];
        for (var i = 0; i < png.Samples.Length; i++)
        {
            int index = png.Samples[i];
            if (index * 3 >= png.Palette.Length)
                throw new ImageFormatException($"Pixel ({i % png.Width}, {i / png.Width}) has palette index {index}, but the palette has {png.Palette.Length / 3} entries.");
            png.Palette.AsSpan(index * 3, 3).CopyTo(pixels.AsSpan(i * channels));
            if (hasAlpha) pixels[i * channels + 3] = index < png.Transparency.Length ? (byte)png.Transparency[index] : (byte)255;
        }
        return new(png.Width, png.Height, channels, pixels);
    }

    static Image Scale(PngFile png)
    {
        var (from, max) = (png.Channels, (1 << png.BitDepth) - 1);
        var hasKey = png.Transparency.Length == from && png.ColorType is PngColorType.Grey or PngColorType.Rgb && png.Transparency.Length > 0;
        var to = hasKey ? from + 1 : from;
        var pixels = new byte[png.Width * png.Height * to];
        for (var i = 0; i < png.Width * png.Height; i++)
        {
            var samples = png.Samples.AsSpan(i * from, from);
            for (var c = 0; c < from; c++) pixels[i * to + c] = (byte)((samples[c] * 255 + max / 2) / max);
            if (hasKey) pixels[i * to + from] = samples.SequenceEqual(png.Transparency) ? (byte)0 : (byte)255;
        }
        return new(png.Width, png.Height, to, pixels);
    }
}
