using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>How the pixels of a BMP file are coded.</summary>
enum BmpCompression
{
    /// <summary>Rows of pixels.</summary>
    None = 0,

    /// <summary>Runs of bytes.</summary>
    RunLength8 = 1,

    /// <summary>Runs of half bytes.</summary>
    RunLength4 = 2,

    /// <summary>Rows of pixels whose channels are where the masks say.</summary>
    Masks = 3,
}

/// <summary>The headers of a BMP file.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsTopDown">The first row is the top one.</param>
/// <param name="Bits">Bits per pixel.</param>
/// <param name="Compression">How pixels are coded.</param>
/// <param name="Masks">Red, green, blue, alpha, where the compression is by masks.</param>
/// <param name="PaletteOffset">Where the palette starts.</param>
/// <param name="PaletteEntry">Bytes per entry: 3 or 4.</param>
/// <param name="Colors">Entries of the palette.</param>
/// <param name="DataOffset">Where the pixels start.</param>
sealed record BmpHeader(
    int Width, int Height, bool IsTopDown, int Bits, BmpCompression Compression, uint[] Masks, int PaletteOffset, int PaletteEntry, int Colors, int DataOffset)
{
    const int FileHeader = 14, Os2Header = 12, InfoHeader = 40;

    /// <summary>Bytes from row to row: a multiple of 4.</summary>
    internal int Stride => (int)(((long)Width * Bits + 31) / 32 * 4);

    internal static BmpHeader Read(ReadOnlySpan<byte> file, long maxPixels)
    {
        if (file.Length < FileHeader + 4) throw new ImageFormatException($"The BMP file has {file.Length} bytes, too few for its headers: it is truncated.");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(file[FileHeader..]);
        if (size is not (Os2Header or InfoHeader or 64 or 108 or 124))
            throw new ImageFormatException($"The BMP header at offset {FileHeader} has {size} bytes; headers of 12, 40, 64, 108 and 124 bytes are read.");
        if (file.Length < FileHeader + (int)size) throw new ImageFormatException($"The BMP file ends at offset {file.Length}, within its header of {size} bytes: it is truncated.");
        var header = file.Slice(FileHeader, (int)size);
        return size == Os2Header ? ReadOs2(file, header, maxPixels) : ReadInfo(file, header, maxPixels);
    }

    static BmpHeader ReadOs2(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header, long maxPixels)
    {
        int width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]), height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        return Check(new(width, height, false, bits, BmpCompression.None, [], FileHeader + Os2Header, 3, bits <= 8 ? 1 << bits : 0, 0), file, header.Length, maxPixels);
    }

    static BmpHeader ReadInfo(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header, long maxPixels)
    {
        int width = BinaryPrimitives.ReadInt32LittleEndian(header[4..]), height = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(header[14..]);
        uint compression = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]), colors = BinaryPrimitives.ReadUInt32LittleEndian(header[32..]);
        if (compression > 3)
            throw new ImageFormatException($"The BMP picture has compression {compression}; plain pixels (0), run lengths of 8 and 4 bits (1, 2) and masks (3) are read.");
        var masks = compression == (int)BmpCompression.Masks ? ReadMasks(file, header) : [];
        if (bits <= 8 && colors == 0) colors = 1u << bits;
        if (bits <= 8 && colors > 256) throw new ImageFormatException($"The BMP header says that the palette has {colors} colours; 256 are the most.");
        if (height == int.MinValue) height = 0;
        var isTopDown = height < 0;
        var palette = FileHeader + header.Length + (header.Length == InfoHeader ? 4 * masks.Length : 0);
        return Check(new(width, Math.Abs(height), isTopDown, bits, (BmpCompression)compression, masks, palette, 4, bits <= 8 ? (int)colors : 0, 0), file, header.Length, maxPixels);
    }

    // Headers of 40 bytes have three masks behind them.
    static uint[] ReadMasks(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header)
    {
        if (header.Length > InfoHeader && header.Length < InfoHeader + 16)
            throw new ImageFormatException($"The BMP header has {header.Length} bytes, too few for masks.");
        var isWithin = header.Length > InfoHeader;
        var count = isWithin ? 4 : 3;
        var at = FileHeader + InfoHeader;
        if (file.Length < at + 4 * count) throw new ImageFormatException($"The BMP file ends at offset {file.Length}, within its masks: it is truncated.");
        var masks = new uint[count];
        for (var i = 0; i < count; i++) masks[i] = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4 * i)..]);
        return masks;
    }

    static BmpHeader Check(BmpHeader header, ReadOnlySpan<byte> file, int size, long maxPixels)
    {
        if (header.Bits is not (1 or 4 or 8 or 16 or 24 or 32))
            throw new ImageFormatException($"The BMP picture has {header.Bits} bits per pixel; 1, 4, 8, 16, 24 and 32 are read.");
        if (header.Compression is BmpCompression.RunLength8 && header.Bits != 8 || header.Compression is BmpCompression.RunLength4 && header.Bits != 4)
            throw new ImageFormatException($"The BMP picture has {header.Bits} bits per pixel, which its compression ({header.Compression}) is not for.");
        PictureSize.Check(header.Width, header.Height, header.Bits == 32 ? 4 : 3, maxPixels);
        var offset = (long)BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        // Some writers forget the palette here.
        if (offset == FileHeader + size && header.Bits <= 8) offset += 4 * header.Colors;
        if (offset == 0) offset = header.PaletteOffset + header.Colors * header.PaletteEntry;
        if (offset > file.Length) throw new ImageFormatException($"The BMP header says that the pixels start at offset {offset}, but the file has {file.Length} bytes: it is truncated or damaged.");
        return header with { DataOffset = (int)offset };
    }
}
