namespace Flint.Imaging;

/// <summary>The Huffman tables that a file has defined so far; those of motion JPEG until then.</summary>
sealed class JpegHuffmanTables
{
    readonly HuffmanTable?[] dc = new HuffmanTable?[4];
    readonly HuffmanTable?[] ac = new HuffmanTable?[4];

    /// <summary>Reads the tables of a DHT segment.</summary>
    internal void Define(ReadOnlySpan<byte> content, int offset)
    {
        while (content.Length > 16)
        {
            var (kind, index) = (content[0] >> 4, content[0] & 15);
            var counts = content[1..17];
            var total = 0;
            foreach (var count in counts) total += count;
            if (kind > 1 || index > 3) throw new ImageFormatException($"The Huffman tables at offset {offset} name class {kind}, index {index}; there are classes 0 and 1, indices 0 to 3.");
            if (total > 256 || total > content.Length - 17)
                throw new ImageFormatException($"A Huffman table at offset {offset} has {total} codes, but {content.Length - 17} bytes follow: the file is damaged.");
            (kind == 0 ? dc : ac)[index] = new(counts, content.Slice(17, total));
            content = content[(17 + total)..];
        }
        if (content.Length != 0) throw new ImageFormatException($"The Huffman tables at offset {offset} do not fill their segment: the file is damaged.");
    }

    /// <summary>A table for the first coefficients, whose values have at most 15 bits.</summary>
    internal HuffmanTable Dc(int index)
    {
        var table = Get(dc, index, isAc: false);
        foreach (var symbol in table.SymbolSpan)
            if (symbol > 15) throw new ImageFormatException($"DC Huffman table {index} has a value of {symbol} bits; 15 is the most.");
        return table;
    }

    /// <summary>A table for the other coefficients.</summary>
    internal HuffmanTable Ac(int index) => Get(ac, index, isAc: true);

    /// <summary>Defines the two usual pairs of tables where the file has not.</summary>
    internal void AddDefaults()
    {
        for (var i = 0; i < 2; i++)
        {
            dc[i] ??= new(JpegTables.Counts(i == 1, false), JpegTables.Symbols(i == 1, false));
            ac[i] ??= new(JpegTables.Counts(i == 1, true), JpegTables.Symbols(i == 1, true));
        }
    }

    static HuffmanTable Get(HuffmanTable?[] tables, int index, bool isAc) =>
        (index < 4 ? tables[index] : null) ?? throw JpegErrors.NoTable(isAc ? "AC Huffman" : "DC Huffman", index);
}
