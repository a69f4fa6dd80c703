namespace Flint.Imaging;

/// <summary>PNG's colour types, by their code in the file.</summary>
public enum PngColorType
{
    /// <summary>Grey of 1, 2, 4, 8 or 16 bits.</summary>
    Grey = 0,

    /// <summary>Red, green, blue of 8 or 16 bits.</summary>
    Rgb = 2,

    /// <summary>An index of 1, 2, 4 or 8 bits into the palette.</summary>
    Palette = 3,

    /// <summary>Grey and alpha of 8 or 16 bits.</summary>
    GreyAlpha = 4,

    /// <summary>Red, green, blue, alpha of 8 or 16 bits.</summary>
    Rgba = 6,
}

/// <summary>A PNG picture as it is in the file: samples of its own bit depth, palette and transparency apart.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="ColorType">What the samples of a pixel mean.</param>
/// <param name="BitDepth">Bits per sample: 1, 2, 4, 8 or 16, as the colour type allows.</param>
/// <param name="Samples">[y, x, channel], each below 2^BitDepth.</param>
public sealed record PngFile(int Width, int Height, PngColorType ColorType, int BitDepth, ushort[] Samples)
{
    /// <summary>Pictures of more pixels are refused unless a caller says otherwise.</summary>
    public const long DefaultMaxPixels = Image.DefaultMaxPixels;

    /// <summary>Stored in Adam7's seven passes.</summary>
    public bool IsInterlaced { get; init; }

    /// <summary>The palette, three bytes per entry; only for <see cref="PngColorType.Palette"/> (and as a hint elsewhere).</summary>
    public byte[] Palette { get; init; } = [];

    /// <summary>tRNS: for a palette the alpha of its first entries; for Grey and Rgb the one sample value per channel that is transparent.</summary>
    public ushort[] Transparency { get; init; } = [];

    /// <summary>Samples per pixel.</summary>
    public int Channels => ChannelsOf(ColorType);

    /// <summary>Reads a PNG file.</summary>
    /// <exception cref="ImageFormatException">The data is damaged or has more than <paramref name="maxPixels"/> pixels.</exception>
    public static PngFile Read(ReadOnlySpan<byte> data, long maxPixels = DefaultMaxPixels) => PngReader.Read(data, maxPixels);

    /// <summary>The bytes of a PNG file.</summary>
    /// <exception cref="ArgumentException">Colour type, bit depth, samples and palette do not fit together.</exception>
    public byte[] Write() => PngWriter.Write(this);

    /// <summary>8 bits per sample: palettes looked up, transparency as an alpha channel.</summary>
    public Image ToImage() => PngConversion.ToImage(this);

    /// <summary>The same samples with the colour type of the image's channels.</summary>
    public static PngFile From(Image image, bool interlaced = false) =>
        new(image.Width, image.Height, PngConversion.ColorTypeOf(image.Channels), 8, Array.ConvertAll(image.Pixels, b => (ushort)b)) { IsInterlaced = interlaced };

    internal static int ChannelsOf(PngColorType type) => type switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GreyAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    internal static bool IsAllowed(PngColorType type, int bitDepth) => type switch
    {
        PngColorType.Grey => bitDepth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => bitDepth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GreyAlpha or PngColorType.Rgba => bitDepth is 8 or 16,
        _ => false,
    };
}
