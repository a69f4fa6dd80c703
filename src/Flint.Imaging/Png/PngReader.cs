using System.Buffers.Binary;
using System.IO.Compression;

namespace Flint.Imaging;

/// <summary>Reads the chunks that matter (IHDR, PLTE, tRNS, IDAT, IEND), skips other ancillary ones, refuses unknown critical ones.</summary>
static class PngReader
{
    /// <summary>Deflate cannot expand more than this, so a header that promises more is a lie.</summary>
    const int MaxExpansion = 1032;

    internal static PngFile Read(ReadOnlySpan<byte> file, long maxPixels)
    {
        if (!Png.IsPng(file)) throw new ImageFormatException("This is not a PNG file: its first 8 bytes are not PNG's signature.");
        var offset = PngChunks.Signature.Length;
        var (type, data) = PngChunks.Next(file, ref offset);
        if (type != "IHDR") throw new ImageFormatException($"The first chunk must be IHDR, but is {PngChunks.Printable(type)}.");
        var header = Header(file[data], maxPixels);
        byte[] palette = [];
        ushort[] transparency = [];
        using var compressed = new MemoryStream();
        var (hasData, isOver) = (false, false);
        while (type != "IEND")
        {
            var at = offset;
            (type, data) = PngChunks.Next(file, ref offset);
            var content = file[data];
            switch (type)
            {
                case "PLTE" when !hasData && palette.Length == 0:
                    palette = Palette(content, header, at);
                    break;
                case "tRNS" when !hasData:
                    transparency = Transparency(content, header, palette, at);
                    break;
                case "IDAT" when !isOver:
                    hasData = true;
                    compressed.Write(content);
                    break;
                case "IDAT" or "PLTE" or "IHDR":
                    throw new ImageFormatException($"The {type} chunk at offset {at} is out of place.");
                case "IEND":
                    break;
                default:
                    isOver = hasData;
                    if (char.IsAsciiLetterUpper(type[0]))
                        throw new ImageFormatException($"The chunk at offset {at} is of an unknown critical type ({PngChunks.Printable(type)}).");
                    break;
            }
        }
        if (!hasData) throw new ImageFormatException("The PNG file has no picture data (no IDAT chunk).");
        if (header.ColorType == PngColorType.Palette && palette.Length == 0)
            throw new ImageFormatException("The PNG file is of the palette type but has no palette (no PLTE chunk).");
        compressed.Position = 0;
        return Pixels(header with { Palette = palette, Transparency = transparency }, compressed);
    }

    static PngFile Header(ReadOnlySpan<byte> data, long maxPixels)
    {
        if (data.Length != 13) throw new ImageFormatException($"The IHDR chunk must have 13 bytes, but has {data.Length}.");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        var (depth, type) = (data[8], (PngColorType)data[9]);
        if (!PngFile.IsAllowed(type, depth)) throw new ImageFormatException($"Colour type {data[9]} with {depth} bits per sample is not PNG.");
        PictureSize.Check(width, height, type is PngColorType.Grey or PngColorType.GreyAlpha ? 2 : 4, maxPixels);
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new ImageFormatException($"Compression {data[10]}, filter {data[11]}, interlace {data[12]} are not PNG's (0, 0, 0 or 1).");
        return new((int)width, (int)height, type, depth, []) { IsInterlaced = data[12] == 1 };
    }

    static byte[] Palette(ReadOnlySpan<byte> data, PngFile header, int at)
    {
        if (data.Length % 3 != 0 || data.Length is 0 or > 768 ||
            (header.ColorType == PngColorType.Palette && data.Length / 3 > 1 << header.BitDepth))
            throw new ImageFormatException($"The palette at offset {at} has {data.Length} bytes; it must have 3 per entry, and at most {Math.Min(256, 1 << header.BitDepth)} entries.");
        return data.ToArray();
    }

    static ushort[] Transparency(ReadOnlySpan<byte> data, PngFile header, byte[] palette, int at)
    {
        var isPalette = header.ColorType == PngColorType.Palette;
        var fits = isPalette
            ? data.Length <= palette.Length / 3
            : header.ColorType is PngColorType.Grey or PngColorType.Rgb && data.Length == 2 * header.Channels;
        if (!fits) throw new ImageFormatException($"The tRNS chunk at offset {at} has {data.Length} bytes, which does not fit colour type {header.ColorType}.");
        var values = new ushort[isPalette ? data.Length : data.Length / 2];
        for (var i = 0; i < values.Length; i++) values[i] = isPalette ? data[i] : BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..]);
        return values;
    }

    static PngFile Pixels(PngFile header, MemoryStream compressed)
    {
        var bits = header.Channels * header.BitDepth;
        var passes = PngPass.Of(header.Width, header.Height, header.IsInterlaced).ToArray();
        var expected = passes.Sum(p => (p.RowBytes(bits) + 1L) * p.Height);
        if (expected > compressed.Length * MaxExpansion + 1024)
            throw new ImageFormatException($"The header promises {expected} bytes of picture data, more than {compressed.Length} compressed bytes can hold: the file is truncated or damaged.");
        var png = header with { Samples = new ushort[checked(header.Width * header.Height * header.Channels)] };
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        foreach (var pass in passes) ReadPass(inflated, pass, bits, png);
        return png;
    }

    static void ReadPass(ZLibStream data, PngPass pass, int bits, PngFile png)
    {
        var bytes = pass.RowBytes(bits);
        var (row, above) = (new byte[bytes + 1], new byte[bytes + 1]);
        for (var y = 0; y < pass.Height; y++)
        {
            Fill(data, row, pass.Y + y * pass.StepY);
            if (row[0] >= PngFilter.Count) throw new ImageFormatException($"Row {pass.Y + y * pass.StepY} has filter {row[0]}, which PNG does not define: the file is damaged.");
            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), Math.Max(bits / 8, 1));
            pass.Unpack(row.AsSpan(1), y, png);
            (row, above) = (above, row);
        }
    }

    static void Fill(ZLibStream data, byte[] row, int y)
    {
        try
        {
            if (data.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) == row.Length) return;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ImageFormatException($"The compressed picture data is damaged at row {y}.", e);
        }
        throw new ImageFormatException($"The picture data ends in row {y}: the file is truncated.");
    }
}
