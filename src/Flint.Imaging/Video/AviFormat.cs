using System.Buffers.Binary;
using System.Text;

namespace Flint.Imaging;

/// <summary>How the frames of an AVI video are kept: its BITMAPINFOHEADER.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsJpeg">Whether each frame is a JPEG picture; uncompressed otherwise.</param>
/// <param name="Bits">Bits a pixel, of uncompressed frames.</param>
/// <param name="IsTopDown">Whether the first row is the top one.</param>
/// <param name="Palette">Blue, green, red, 0 for each value of 8 bits; empty counts from black to white.</param>
sealed record AviFormat(int Width, int Height, bool IsJpeg, int Bits, bool IsTopDown, byte[] Palette)
{
    const int HeaderBytes = 40;

    internal static AviFormat Read(ReadOnlySpan<byte> body, int at, long maxPixels)
    {
        if (body.Length < HeaderBytes) throw AviReader.Error(at, $"the format of the video has {body.Length} bytes, but {HeaderBytes} are needed");
        var (width, height) = (BinaryPrimitives.ReadInt32LittleEndian(body[4..]), BinaryPrimitives.ReadInt32LittleEndian(body[8..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        var code = body.Slice(16, 4);
        PictureSize.Check(width, Math.Abs((long)height), 3, maxPixels);
        var isJpeg = Encoding.Latin1.GetString(code).ToUpperInvariant() is "MJPG" or "JPEG";
        if (!isJpeg && code.ContainsAnyExcept((byte)0))
            throw AviReader.Error(at + 16, $"the video is compressed as '{Encoding.Latin1.GetString(code)}', which is not read (motion JPEG and uncompressed are): convert it with 'ffmpeg -i FILE out.y4m'");
        if (!isJpeg && bits is not (8 or 24 or 32)) throw AviReader.Error(at + 14, $"uncompressed frames of {bits} bits a pixel are not read (8, 24 and 32 are)");
        var colors = body[HeaderBytes..][..Math.Min(1024, (body.Length - HeaderBytes) / 4 * 4)].ToArray();
        return new(width, Math.Abs(height), isJpeg, bits, height < 0, bits == 8 ? colors : []);
    }

    internal Image Decode(ReadOnlySpan<byte> body, int at) => IsJpeg ? FromJpeg(body, at) : FromRows(body, at);

    Image FromJpeg(ReadOnlySpan<byte> body, int at)
    {
        Image image;
        try
        {
            image = Jpeg.Decode(body, (long)Width * Height, applyOrientation: false);
        }
        catch (ImageFormatException e)
        {
            throw AviReader.Error(at, $"a frame is no good JPEG picture: {e.Message.TrimEnd('.')}", e);
        }
        return (image.Width, image.Height) == (Width, Height)
            ? image
            : throw AviReader.Error(at, $"a frame has {image.Width} x {image.Height} pixels, but the video {Width} x {Height}");
    }

    /// <summary>Rows of blue, green, red (and a byte more), each filled to 4 bytes.</summary>
    Image FromRows(ReadOnlySpan<byte> body, int at)
    {
        var (stride, step) = (((long)Width * Bits + 31) / 32 * 4, Bits / 8);
        if (body.Length < stride * Height) throw AviReader.Error(at, $"a frame needs {stride * Height} bytes, but has {body.Length}");
        var image = new Image(Width, Height, Bits == 8 && Palette.Length == 0 ? 1 : 3);
        for (var y = 0; y < Height; y++)
        {
            var row = body[(int)((IsTopDown ? y : Height - 1 - y) * stride)..];
            for (var x = 0; x < Width; x++)
            {
                var pixel = image.Pixels.AsSpan((y * Width + x) * image.Channels, image.Channels);
                if (pixel.Length == 1) pixel[0] = row[x];
                else Color(Bits == 8 ? Entry(row[x], at) : row.Slice(x * step, 3), pixel);
            }
        }
        return image;
    }

    ReadOnlySpan<byte> Entry(byte index, int at) =>
        4 * index + 4 <= Palette.Length ? Palette.AsSpan(4 * index, 3) : throw AviReader.Error(at, $"a pixel is of colour {index}, but the palette has {Palette.Length / 4}");

    static void Color(ReadOnlySpan<byte> bgr, Span<byte> rgb) => (rgb[0], rgb[1], rgb[2]) = (bgr[2], bgr[1], bgr[0]);
}
