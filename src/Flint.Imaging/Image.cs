namespace Flint.Imaging;

/// <summary>A picture of 8 bits per sample: rows from the top, pixels from the left, channels interleaved.</summary>
public sealed class Image
{
    /// <summary>Pictures of more pixels (2^27, about 11,600 x 11,600) are refused unless a caller says otherwise.</summary>
    public const long DefaultMaxPixels = 1L << 27;

    /// <summary>A picture on the given samples; the array is shared, not copied.</summary>
    /// <param name="width">Pixels per row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGBA (alpha not premultiplied).</param>
    /// <param name="pixels">height x width x channels samples; black (and transparent) where null.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public Image(int width, int height, int channels, byte[]? pixels = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is < 1 or > 4) throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 to 4 channels.");
        var count = checked(width * height * channels);
        if (pixels is not null && pixels.Length != count)
            throw new ArgumentException($"An image of {width} x {height} x {channels} needs {count} samples, but got {pixels.Length}.", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels ?? new byte[count]);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary>The samples: [y, x, channel] in row-major order.</summary>
    public byte[] Pixels { get; }

    /// <summary>Sample <paramref name="channel"/> of the pixel in column x, row y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pixel or channel.</exception>
    public ref byte this[int x, int y, int channel]
    {
        get
        {
            if ((uint)x >= (uint)Width || (uint)y >= (uint)Height || (uint)channel >= (uint)Channels) throw Outside(x, y, channel);
            return ref Pixels[(y * Width + x) * Channels + channel];
        }
    }

    /// <summary>Reads a picture file; the format is told by its first bytes.</summary>
    /// <param name="path">A PNG, JPEG, BMP, PBM, PGM or PPM file; JPEG is turned upright as its EXIF orientation says.</param>
    /// <param name="maxPixels">Larger pictures are refused before memory is taken for them.</param>
    /// <exception cref="ImageFormatException">The file is damaged, too large, or of a format that is not read; the message starts with the path.</exception>
    public static Image Load(string path, long maxPixels = DefaultMaxPixels)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return Decode(bytes, maxPixels);
        }
        catch (ImageFormatException e)
        {
            throw new ImageFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Decodes a picture; the format is told by its first bytes.</summary>
    /// <param name="data">The bytes of a file that <see cref="Load"/> reads.</param>
    /// <param name="maxPixels">Larger pictures are refused before memory is taken for them.</param>
    /// <exception cref="ImageFormatException">The data is damaged, too large, or of a format that is not read.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, long maxPixels = DefaultMaxPixels) => PictureFormats.Decode(data, maxPixels);

    /// <summary>
    /// Writes a file of the format that the name ends with (.png, .jpg or .jpeg at quality 90, .bmp, .pgm, .ppm),
    /// through a temporary file beside it so that an old one is never half overwritten.
    /// </summary>
    /// <exception cref="ArgumentException">The name has another ending, or the format cannot hold the image's channels.</exception>
    public void Save(string path) => PictureFile.Write(path, PictureFormats.Encode(this, path));

    /// <summary>The luminance, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, as PIL's "L"); alpha is blended over <paramref name="background"/>.</summary>
    public Image ToGrey(byte background = 255)
    {
        var grey = new byte[Width * Height];
        for (var i = 0; i < grey.Length; i++)
        {
            var p = Pixels.AsSpan(i * Channels, Channels);
            var value = Channels < 3 ? p[0] : (p[0] * 19595 + p[1] * 38470 + p[2] * 7471 + 0x8000) >> 16;
            grey[i] = Channels is 2 or 4 ? Blend(value, background, p[^1]) : (byte)value;
        }
        return new(Width, Height, 1, grey);
    }

    /// <summary>Three channels; grey is repeated, alpha is blended over <paramref name="background"/>.</summary>
    public Image ToRgb(byte background = 255)
    {
        if (Channels == 3) return this;
        var rgb = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            var p = Pixels.AsSpan(i * Channels, Channels);
            for (var c = 0; c < 3; c++)
            {
                var value = p[Channels < 3 ? 0 : c];
                rgb[i * 3 + c] = Channels == 1 ? value : Blend(value, background, p[^1]);
            }
        }
        return new(Width, Height, 3, rgb);
    }

    ArgumentOutOfRangeException Outside(int x, int y, int channel)
    {
        var name = (uint)x >= (uint)Width ? nameof(x) : (uint)y >= (uint)Height ? nameof(y) : nameof(channel);
        return new(name, $"[{x}, {y}, {channel}] is outside of an image of {Width} x {Height} pixels and {Channels} channels.");
    }

    static byte Blend(int value, int background, int alpha) => (byte)((value * alpha + background * (255 - alpha) + 127) / 255);
}
