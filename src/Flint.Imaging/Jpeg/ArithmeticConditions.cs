namespace Flint.Imaging;

/// <summary>The bounds that arithmetic coding sorts differences and coefficients by (DAC segments, Annex F.1.4.4).</summary>
sealed class ArithmeticConditions
{
    readonly int[] bounds = [.. Enumerable.Repeat(0x10, 16), .. Enumerable.Repeat(5, 16)];

    internal void Define(ReadOnlySpan<byte> content, int offset)
    {
        if (content.Length % 2 != 0) throw new ImageFormatException($"The arithmetic conditions at offset {offset} have an odd number of bytes, {content.Length}.");
        for (var i = 0; i < content.Length; i += 2)
        {
            var (index, value) = (content[i], content[i + 1]);
            if (index > 31 || index < 16 && (value & 15) > value >> 4)
                throw new ImageFormatException($"The arithmetic condition {index} at offset {offset + 4 + i} is {value}, which JPEG does not allow.");
            bounds[index] = value;
        }
    }

    /// <summary>Differences of at most this many in magnitude count as zero, by the table's index.</summary>
    internal int Small(int table) => 1 << (bounds[table] & 15) >> 1;

    /// <summary>Larger ones count as large.</summary>
    internal int Large(int table) => 1 << (bounds[table] >> 4) >> 1;

    /// <summary>Coefficients up to this one count as low.</summary>
    internal int LastLow(int table) => bounds[16 + table];
}
