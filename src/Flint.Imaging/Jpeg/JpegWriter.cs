using System.Buffers.Binary;

namespace Flint.Imaging;

/// <summary>Writes baseline JFIF files with the tables of the standard's Annex K.</summary>
static class JpegWriter
{
    /// <summary>Quantization of luminance and chrominance at quality 50, row-major (Tables K.1 and K.2).</summary>
    static readonly byte[][] Steps =
    [
        [
            16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
            18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
        ],
        [
            17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        ],
    ];

    internal static byte[] Write(Image image, int quality, ChromaSubsampling subsampling)
    {
        var planes = JpegPlanes.Of(image, subsampling);
        var tables = Array.ConvertAll(planes.Length == 1 ? Steps[..1] : Steps, steps => Scale(steps, quality));
        using var output = new MemoryStream();
        output.Write([0xFF, 0xD8]);
        Segment(output, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        for (var i = 0; i < tables.Length; i++) Segment(output, 0xDB, [(byte)i, .. ZigZag(tables[i])]);
        Segment(output, 0xC0, Frame(image, planes));
        for (var i = 0; i < tables.Length; i++)
        {
            Segment(output, 0xC4, [(byte)i, .. JpegTables.Counts(i == 1, false), .. JpegTables.Symbols(i == 1, false)]);
            Segment(output, 0xC4, [(byte)(0x10 | i), .. JpegTables.Counts(i == 1, true), .. JpegTables.Symbols(i == 1, true)]);
        }
        Segment(output, 0xDA, [(byte)planes.Length, .. planes.SelectMany((_, i) => new[] { (byte)(i + 1), (byte)(i == 0 ? 0 : 0x11) }), 0, 63, 0]);
        WriteBlocks(output, planes, tables);
        output.Write([0xFF, 0xD9]);
        return output.ToArray();
    }

    // libjpeg's rule: the steps are halved from quality 50 to 75 and grow as 50 / quality below 50.
    static byte[] Scale(byte[] steps, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return Array.ConvertAll(steps, s => (byte)Math.Clamp((s * percent + 50) / 100, 1, 255));
    }

    static byte[] ZigZag(byte[] table)
    {
        var result = new byte[64];
        for (var i = 0; i < 64; i++) result[i] = table[JpegTables.Natural[i]];
        return result;
    }

    static byte[] Frame(Image image, JpegPlane[] planes) =>
    [
        8, (byte)(image.Height >> 8), (byte)image.Height, (byte)(image.Width >> 8), (byte)image.Width, (byte)planes.Length,
        .. planes.SelectMany((p, i) => new[] { (byte)(i + 1), (byte)(p.H << 4 | p.V), (byte)(i == 0 ? 0 : 1) }),
    ];

    static void Segment(MemoryStream output, byte marker, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        output.Write([0xFF, marker]);
        output.Write(length);
        output.Write(content);
    }

    // Of luminance and of chrominance.
    static HuffmanCodes[] Codes(bool isAc) =>
        [new(JpegTables.Counts(false, isAc), JpegTables.Symbols(false, isAc)), new(JpegTables.Counts(true, isAc), JpegTables.Symbols(true, isAc))];

    static void WriteBlocks(MemoryStream output, JpegPlane[] planes, byte[][] tables)
    {
        var (dc, ac) = (Codes(isAc: false), Codes(isAc: true));
        var bits = new JpegBitWriter(output);
        var predictions = new int[planes.Length];
        Span<int> block = stackalloc int[64];
        var (wide, high) = (planes[0].Stride / (8 * planes[0].H), planes[0].Samples.Length / planes[0].Stride / (8 * planes[0].V));
        for (var unit = 0; unit < wide * high; unit++)
        {
            for (var i = 0; i < planes.Length; i++)
            {
                var (p, table) = (planes[i], Math.Min(i, 1));
                for (var part = 0; part < p.H * p.V; part++)
                {
                    var (x, y) = (unit % wide * p.H + part % p.H, unit / wide * p.V + part / p.H);
                    ForwardDct.Transform(p.Samples.AsSpan(y * 8 * p.Stride + x * 8), p.Stride, tables[table], block);
                    bits.WriteBlock(block, predictions[i], dc[table], ac[table]);
                    predictions[i] = block[0];
                }
            }
        }
        bits.Flush();
    }
}
