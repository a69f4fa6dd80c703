using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flint.Imaging;

/// <summary>Blocks of sequential pictures in Huffman codes (Annex F.2): the difference of the first coefficient, then runs and values.</summary>
sealed class BaselineDecoder : HuffmanBlockDecoder
{
    readonly HuffmanTable[] dc;
    readonly HuffmanTable[] ac;
    readonly int[] predictions;

    internal BaselineDecoder(JpegScan scan, JpegHuffmanTables tables)
    {
        dc = Array.ConvertAll(scan.Components, c => tables.Dc(c.DcTable));
        ac = Array.ConvertAll(scan.Components, c => tables.Ac(c.AcTable));
        predictions = new int[scan.Components.Length];
    }

    internal override void Begin(JpegSegments segments)
    {
        base.Begin(segments);
        predictions.AsSpan().Clear();
    }

    /// <summary>Reads into a block of zeros with room for <see cref="JpegTables.BlockSize"/>.</summary>
    internal override void Read(int index, Span<short> block)
    {
        Span<short> work = stackalloc short[JpegTables.BlockSize];
        work.Clear();
        Decode(index, work);
        work[..64].CopyTo(block);
    }

    /// <summary>Reads into a block of zeros of <see cref="JpegTables.BlockSize"/>.</summary>
    internal void Decode(int index, Span<short> block)
    {
        _ = block[JpegTables.BlockSize - 1];
        ref var coefficients = ref MemoryMarshal.GetReference(block);
        // Look-ups stay within their tables: an index has LookupBits bits; k is at most 63 + EndOfBlock.
        ref var natural = ref MemoryMarshal.GetReference(JpegTables.Natural);
        var bits = Bits;
        bits.Ensure32();
        predictions[index] += ReadDifference(ref bits, dc[index]);
        coefficients = (short)predictions[index];
        var table = ac[index];
        ref var lookup = ref MemoryMarshal.GetArrayDataReference(table.Lookup);
        for (var k = 1; k < 64; k++)
        {
            bits.Ensure32();
            var entry = Unsafe.Add(ref lookup, (int)(bits.Buffer >> 64 - HuffmanTable.LookupBits));
            if (entry == 0) entry = Long(table, bits.Buffer);
            bits.Skip(entry & 0x7F);
            k += entry >> 8 & 0xFF;
            var value = entry >> 16;
            if ((entry & HuffmanTable.ValueFollows) != 0) value = HuffmanTable.Extend(bits.Take(value), value);
            Unsafe.Add(ref coefficients, Unsafe.Add(ref natural, k)) = (short)value;
        }
        Bits = bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int ReadDifference(ref JpegBits bits, HuffmanTable table)
    {
        var entry = table.Lookup[(int)(bits.Buffer >> 64 - HuffmanTable.LookupBits)];
        if (entry == 0) entry = Long(table, bits.Buffer);
        bits.Skip(entry & 0x7F);
        var value = entry >> 16;
        return (entry & HuffmanTable.ValueFollows) == 0 ? value : HuffmanTable.Extend(bits.Take(value), value);
    }

    // A code of more than LookupBits bits, as an entry.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int Long(HuffmanTable table, ulong buffer)
    {
        var (symbol, length) = table.Find(buffer);
        var (run, size) = (symbol >> 4, symbol & 15);
        return size == 0 ? (run == 15 ? 15 : HuffmanTable.EndOfBlock) << 8 | length : size << 16 | run << 8 | HuffmanTable.ValueFollows | length;
    }
}
