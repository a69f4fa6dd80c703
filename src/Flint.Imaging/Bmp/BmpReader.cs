using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>Reads the palette and the pixels behind the headers.</summary>
ref struct BmpReader(ReadOnlySpan<byte> file, long maxPixels)
{
    readonly ReadOnlySpan<byte> file = file;
    readonly long maxPixels = maxPixels;

    internal readonly Image Read()
    {
        if (!Bmp.IsBmp(file)) throw new ImageFormatException("This is not a BMP file: it does not start with 'BM'.");
        var header = BmpHeader.Read(file, maxPixels);
        if (header.Compression is BmpCompression.RunLength4 or BmpCompression.RunLength8)
            return LookUp(header, BmpRunLength.Read(file[header.DataOffset..], header));
        var needed = (long)header.Stride * header.Height;
        if (file.Length - header.DataOffset < needed)
            throw new ImageFormatException($"A BMP picture of {header.Width} x {header.Height} with {header.Bits} bits per pixel needs {needed} bytes at offset {header.DataOffset}, but the file has {file.Length - header.DataOffset} there: it is truncated.");
        return header.Bits <= 8 ? LookUp(header, Indices(header)) : Pixels(header);
    }

    readonly ReadOnlySpan<byte> Row(BmpHeader header, int y) =>
        file.Slice(header.DataOffset + (header.IsTopDown ? y : header.Height - 1 - y) * header.Stride, header.Stride);

    readonly byte[] Indices(BmpHeader header)
    {
        var indices = new byte[header.Width * header.Height];
        var (perByte, mask) = (8 / header.Bits, (1 << header.Bits) - 1);
        for (var y = 0; y < header.Height; y++)
        {
            var row = Row(header, y);
            var target = indices.AsSpan(y * header.Width, header.Width);
            for (var x = 0; x < header.Width; x++) target[x] = (byte)(row[x / perByte] >> 8 - header.Bits - x % perByte * header.Bits & mask);
        }
        return indices;
    }

    readonly Image LookUp(BmpHeader header, byte[] indices)
    {
        var bytes = header.Colors * header.PaletteEntry;
        if (file.Length - header.PaletteOffset < bytes)
            throw new ImageFormatException($"The BMP palette at offset {header.PaletteOffset} has {header.Colors} colours of {header.PaletteEntry} bytes, but the file has {file.Length} bytes: it is truncated.");
        // Indices behind the palette's end are the greys that they number, as in PIL.
        var palette = new (byte R, byte G, byte B)[256];
        for (var i = 0; i < 256; i++) palette[i] = ((byte)i, (byte)i, (byte)i);
        for (var i = 0; i < header.Colors; i++)
        {
            var entry = file.Slice(header.PaletteOffset + i * header.PaletteEntry, 3);
            palette[i] = (entry[2], entry[1], entry[0]);
        }
        var isGrey = Array.TrueForAll(palette, c => c.R == c.G && c.G == c.B);
        var image = new Image(header.Width, header.Height, isGrey ? 1 : 3);
        for (var i = 0; i < indices.Length; i++)
        {
            var (r, g, b) = palette[indices[i]];
            if (isGrey) image.Pixels[i] = r;
            else (image.Pixels[3 * i], image.Pixels[3 * i + 1], image.Pixels[3 * i + 2]) = (r, g, b);
        }
        return image;
    }

    readonly Image Pixels(BmpHeader header)
    {
        var layout = BmpLayout.Of(header);
        var image = new Image(header.Width, header.Height, layout.Channels);
        var bytes = header.Bits / 8;
        for (var y = 0; y < header.Height; y++)
        {
            var row = Row(header, y);
            var target = image.Pixels.AsSpan(y * header.Width * layout.Channels);
            for (var x = 0; x < header.Width; x++)
            {
                var source = row.Slice(x * bytes, bytes);
                var pixel = bytes switch
                {
                    2 => BinaryPrimitives.ReadUInt16LittleEndian(source),
                    3 => source[0] | (uint)source[1] << 8 | (uint)source[2] << 16,
                    _ => BinaryPrimitives.ReadUInt32LittleEndian(source),
                };
                for (var c = 0; c < layout.Channels; c++) target[x * layout.Channels + c] = layout.Channel(pixel, c);
            }
        }
        return image;
    }
}
