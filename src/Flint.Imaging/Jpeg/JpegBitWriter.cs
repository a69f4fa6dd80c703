using System.Numerics;

namespace Flint.Imaging;

/// <summary>Writes codes, most significant bit first, with a zero behind each byte of ones (which would start a marker).</summary>
sealed class JpegBitWriter(Stream output)
{
    ulong buffer;
    int count;

    /// <summary>Writes the lowest <paramref name="size"/> bits, at most 32.</summary>
    internal void Write(uint bits, int size)
    {
        buffer = buffer << size | bits;
        for (count += size; count >= 8; count -= 8) Put((byte)(buffer >> count - 8));
    }

    /// <summary>Writes a block: the difference to the one before, then runs of zeros and values.</summary>
    internal void WriteBlock(ReadOnlySpan<int> block, int prediction, HuffmanCodes dc, HuffmanCodes ac)
    {
        WriteValue(dc, 0, block[0] - prediction);
        var run = 0;
        for (var k = 1; k < 64; k++)
        {
            var value = block[JpegTables.Natural[k]];
            if (value == 0)
            {
                run++;
                continue;
            }
            for (; run >= 16; run -= 16) WriteSymbol(ac, 0xF0);
            WriteValue(ac, run, value);
            run = 0;
        }
        if (run > 0) WriteSymbol(ac, 0);
    }

    /// <summary>Fills the last byte with ones.</summary>
    internal void Flush()
    {
        if (count > 0) Write((1u << 8 - count) - 1, 8 - count);
    }

    void WriteValue(HuffmanCodes codes, int run, int value)
    {
        var size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        WriteSymbol(codes, run << 4 | size);
        if (size > 0) Write((uint)(value < 0 ? value - 1 : value) & (1u << size) - 1, size);
    }

    void WriteSymbol(HuffmanCodes codes, int symbol)
    {
        var (code, size) = codes[symbol];
        Write(code, size);
    }

    void Put(byte value)
    {
        output.WriteByte(value);
        if (value == 0xFF) output.WriteByte(0);
    }
}

/// <summary>The code of each symbol of a Huffman table (Annex C.2).</summary>
sealed class HuffmanCodes
{
    readonly (uint Code, int Size)[] codes = new (uint, int)[256];

    internal HuffmanCodes(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var (code, next) = (0u, 0);
        for (var size = 1; size <= 16; size++, code <<= 1)
            for (var i = 0; i < counts[size - 1]; i++) codes[symbols[next++]] = (code++, size);
    }

    internal (uint Code, int Size) this[int symbol] => codes[symbol];
}
