using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>Writes rows from the bottom, each a multiple of 4 bytes.</summary>
static class BmpWriter
{
    const int FileHeader = 14, InfoHeader = 40, MaskHeader = 108, PixelsPerMetre = 3780;

    internal static byte[] Write(Image image)
    {
        if (image.Channels == 2) throw new ArgumentException("BMP has no grey with alpha (2 channels): call ToGrey or ToRgb first.", nameof(image));
        var (header, colors) = (image.Channels == 4 ? MaskHeader : InfoHeader, image.Channels == 1 ? 256 : 0);
        var (stride, start) = ((image.Width * image.Channels + 3) / 4 * 4, FileHeader + header + 4 * colors);
        var file = new byte[checked(start + stride * image.Height)];
        WriteHeader(file, image, header, start, colors);
        for (var i = 0; i < colors; i++) file.AsSpan(FileHeader + header + 4 * i, 3).Fill((byte)i);
        for (var y = 0; y < image.Height; y++)
        {
            var row = file.AsSpan(start + (image.Height - 1 - y) * stride, image.Width * image.Channels);
            image.Pixels.AsSpan(y * row.Length, row.Length).CopyTo(row);
            if (image.Channels < 3) continue;
            for (var x = 0; x < row.Length; x += image.Channels) (row[x], row[x + 2]) = (row[x + 2], row[x]);
        }
        return file;
    }

    static void WriteHeader(Span<byte> file, Image image, int header, int start, int colors)
    {
        "BM"u8.CopyTo(file);
        Write32(file, 2, file.Length);
        Write32(file, 10, start);
        var info = file[FileHeader..];
        Write32(info, 0, header);
        Write32(info, 4, image.Width);
        Write32(info, 8, image.Height);
        BinaryPrimitives.WriteInt16LittleEndian(info[12..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(info[14..], (short)(8 * image.Channels));
        Write32(info, 20, file.Length - start);
        Write32(info, 24, PixelsPerMetre);
        Write32(info, 28, PixelsPerMetre);
        Write32(info, 32, colors);
        if (header == InfoHeader) return;
        Write32(info, 16, (int)BmpCompression.Masks);
        Write32(info, 40, 0xFF0000);
        Write32(info, 44, 0xFF00);
        Write32(info, 48, 0xFF);
        Write32(info, 52, unchecked((int)0xFF000000));
        "BGRs"u8.CopyTo(info[56..]);
    }

    static void Write32(Span<byte> target, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(target[at..], value);
}
