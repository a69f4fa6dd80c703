using System.Buffers.Binary;
using System.IO.Compression;

namespace Flint.Imaging;

/// <summary>Writes a PNG file; each row gets the filter with the smallest sum of absolute differences.</summary>
static class PngWriter
{
    internal static byte[] Write(PngFile png)
    {
        Check(png);
        using var output = new MemoryStream();
        output.Write(PngChunks.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, png.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], png.Height);
        (header[8], header[9], header[10], header[11], header[12]) = ((byte)png.BitDepth, (byte)png.ColorType, 0, 0, png.IsInterlaced ? (byte)1 : (byte)0);
        PngChunks.Write(output, "IHDR"u8, header);
        if (png.Palette.Length > 0) PngChunks.Write(output, "PLTE"u8, png.Palette);
        if (png.Transparency.Length > 0) PngChunks.Write(output, "tRNS"u8, Transparency(png));
        PngChunks.Write(output, "IDAT"u8, Compress(png));
        PngChunks.Write(output, "IEND"u8, []);
        return output.ToArray();
    }

    static void Check(PngFile png)
    {
        if (!PngFile.IsAllowed(png.ColorType, png.BitDepth))
            throw new ArgumentException($"PNG has no colour type {png.ColorType} with {png.BitDepth} bits per sample.", nameof(png));
        if (png.Samples.LongLength != (long)png.Width * png.Height * png.Channels || png.Width < 1 || png.Height < 1)
            throw new ArgumentException($"A picture of {png.Width} x {png.Height} x {png.Channels} does not have {png.Samples.Length} samples.", nameof(png));
        if (png.ColorType == PngColorType.Palette && (png.Palette.Length is 0 or > 768 || png.Palette.Length % 3 != 0))
            throw new ArgumentException("The palette type needs a palette of 1 to 256 entries of 3 bytes.", nameof(png));
        if (Array.Exists(png.Samples, s => s >> png.BitDepth != 0))
            throw new ArgumentException($"A sample does not fit into {png.BitDepth} bits.", nameof(png));
    }

    static byte[] Transparency(PngFile png)
    {
        if (png.ColorType == PngColorType.Palette) return Array.ConvertAll(png.Transparency, v => (byte)v);
        var data = new byte[2 * png.Transparency.Length];
        for (var i = 0; i < png.Transparency.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2 * i), png.Transparency[i]);
        return data;
    }

    static byte[] Compress(PngFile png)
    {
        using var compressed = new MemoryStream();
        using (var data = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var bits = png.Channels * png.BitDepth;
            foreach (var pass in PngPass.Of(png.Width, png.Height, png.IsInterlaced)) WritePass(data, pass, bits, png);
        }
        return compressed.ToArray();
    }

    static void WritePass(ZLibStream data, PngPass pass, int bits, PngFile png)
    {
        var bytes = pass.RowBytes(bits);
        var (row, above, best, trial) = (new byte[bytes], new byte[bytes], new byte[bytes + 1], new byte[bytes + 1]);
        // Filters only hurt where a byte is an index or several pixels (the specification's advice).
        var filters = png.ColorType == PngColorType.Palette || png.BitDepth < 8 ? 1 : PngFilter.Count;
        for (var y = 0; y < pass.Height; y++)
        {
            pass.Pack(png, y, row);
            var smallest = long.MaxValue;
            for (var filter = 0; filter < filters; filter++)
            {
                trial[0] = (byte)filter;
                PngFilter.Apply(filter, row, above, Math.Max(bits / 8, 1), trial.AsSpan(1));
                var cost = Cost(trial.AsSpan(1));
                if (cost >= smallest) continue;
                smallest = cost;
                (best, trial) = (trial, best);
            }
            data.Write(best);
            (row, above) = (above, row);
        }
    }

    static long Cost(ReadOnlySpan<byte> row)
    {
        long sum = 0;
        foreach (var b in row) sum += Math.Abs((sbyte)b == sbyte.MinValue ? 128 : (sbyte)b);
        return sum;
    }
}
