namespace Flint.Imaging;

/// <summary>PBM, PGM and PPM (Netpbm's "portable any map"), P1 to P6: text and binary, bits, grey and colour.</summary>
public static class Pnm
{
    /// <summary>True where the data starts with P1 to P6 and a blank or comment.</summary>
    public static bool IsPnm(ReadOnlySpan<byte> data) =>
        data.Length > 2 && data[0] == 'P' && data[1] is >= (byte)'1' and <= (byte)'6' && (PnmReader.IsBlank(data[2]) || data[2] == '#');

    /// <summary>Decodes to one channel (P1, P2, P4, P5) or three (P3, P6) of 8 bits: round(255 value / maxval), a set bit of PBM is black.</summary>
    /// <param name="data">The file; what follows its first picture is not read.</param>
    /// <param name="maxPixels">Larger pictures are refused.</param>
    /// <exception cref="ImageFormatException">The data is damaged or has more than <paramref name="maxPixels"/> pixels.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, long maxPixels = Image.DefaultMaxPixels) => new PnmReader(data).Read(maxPixels);

    /// <summary>Encodes as binary PGM (P5, one channel) or PPM (P6, three channels) with maxval 255.</summary>
    /// <exception cref="ArgumentException">The image has an alpha channel, which these formats have not.</exception>
    public static byte[] Encode(Image image)
    {
        if (image.Channels is 2 or 4)
            throw new ArgumentException($"PGM and PPM have no alpha, but the image has {image.Channels} channels: call ToGrey or ToRgb first.", nameof(image));
        return [.. System.Text.Encoding.ASCII.GetBytes($"P{(image.Channels == 1 ? 5 : 6)}\n{image.Width} {image.Height}\n255\n"), .. image.Pixels];
    }
}
