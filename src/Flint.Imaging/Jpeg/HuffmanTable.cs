namespace Flint.Imaging;

/// <summary>
/// A Huffman table of JPEG (Annex C), made for decoding: the next <see cref="LookupBits"/> bits give the run, the size and often
/// the value at once; longer codes are found by their length (Annex F.2.2.3).
/// </summary>
sealed class HuffmanTable
{
    /// <summary>The bits that one look-up sees.</summary>
    internal const int LookupBits = 9;

    /// <summary>In an entry: the code's bits are counted without the value's, whose number stands where the value would.</summary>
    internal const int ValueFollows = 0x80;

    /// <summary>The run of an "end of block", which leads behind every coefficient.</summary>
    internal const int EndOfBlock = 80;

    readonly byte[] symbols;
    readonly int[] largest = new int[18];
    readonly int[] toSymbol = new int[18];

    /// <summary>
    /// value or its bits &lt;&lt; 16 | run &lt;&lt; 8 | <see cref="ValueFollows"/> | bits, by the next bits of the data; 0 for codes that are longer.
    /// </summary>
    internal readonly int[] Lookup = new int[1 << LookupBits];

    /// <summary>symbol &lt;&lt; 8 | bits, by the next bits of the data; 0 for codes that are longer.</summary>
    readonly ushort[] codes = new ushort[1 << LookupBits];

    /// <summary>A table of <paramref name="counts"/> codes of 1 to 16 bits and their symbols in that order.</summary>
    /// <exception cref="ImageFormatException">There are more codes than their lengths allow.</exception>
    internal HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        this.symbols = symbols.ToArray();
        var (code, first) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            var count = counts[length - 1];
            // The code of only ones is reserved.
            if (count > 0 && code + count >= 1 << length) throw new ImageFormatException($"A Huffman table has {count} codes of {length} bits, more than there are left.");
            (toSymbol[length], largest[length]) = (first - code, count == 0 ? -1 : code + count - 1);
            for (var i = 0; i < count && length <= LookupBits; i++)
            {
                codes.AsSpan(code + i << LookupBits - length, 1 << LookupBits - length).Fill((ushort)(symbols[first + i] << 8 | length));
            }
            (code, first) = (code + count, first + count);
        }
        largest[17] = int.MaxValue;
        for (var bits = 0; bits < Lookup.Length; bits++) Lookup[bits] = Entry(bits, codes[bits]);
    }

    internal ReadOnlySpan<byte> SymbolSpan => symbols;

    /// <summary>The symbol of the code that the 64 bits start with, and the code's length; 0 of 17 bits for what is no code.</summary>
    internal (int Symbol, int Length) Find(ulong bits)
    {
        var found = codes[(int)(bits >> 64 - LookupBits)];
        if (found != 0) return (found >> 8, found & 0xFF);
        var length = LookupBits + 1;
        while ((int)(bits >> 64 - length) > largest[length]) length++;
        return (length == 17 ? 0 : symbols[(int)(bits >> 64 - length) + toSymbol[length]], length);
    }

    static int Entry(int bits, ushort found)
    {
        var (symbol, length) = (found >> 8, found & 0xFF);
        var (run, size) = (symbol >> 4, symbol & 15);
        if (length == 0) return 0;
        if (size == 0) return (run == 15 ? 15 : EndOfBlock) << 8 | length;
        if (length + size > LookupBits) return size << 16 | run << 8 | ValueFollows | length;
        var value = bits >> LookupBits - length - size & (1 << size) - 1;
        return Extend(value, size) << 16 | run << 8 | length + size;
    }

    /// <summary>The number that <paramref name="size"/> bits mean (Figure F.12): a first bit of 0 marks the negative ones.</summary>
    internal static int Extend(int bits, int size) => bits + (bits - (1 << size - 1) >> 31 & (-1 << size) + 1);
}
