namespace Flint.Fuzz;

/// <summary>Damages a good file in the ways that find bugs in parsers. Case i of a seed is always the same.</summary>
public sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    static readonly ulong[] Extremes = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, ulong.MaxValue];
    static readonly string[] Tokens = ["0", "-1", "99999999999999999999", "2147483648", "1e9", "null", "[", "]", "{", "}", "\"", ",", ":", "\\u0000", "\\ud800"];

    public byte[] Case(long index)
    {
        var random = new System.Random(unchecked((int)(index * 0x9E3779B1 + seed * 0x85EBCA77L)));
        var bytes = (byte[])seeds[random.Next(seeds.Count)].Clone();
        for (var n = 1 + random.Next(3); n > 0; n--) bytes = Damage(bytes, random);
        return bytes;
    }

    byte[] Damage(byte[] bytes, System.Random random)
    {
        var at = random.Next(bytes.Length + 1);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1 when at < bytes.Length:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return Extreme(bytes, at, random);
            case 4:
                return [.. bytes[..at], .. Piece(bytes, random), .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(16))..]];
            case 6:
                return [.. bytes[..at], .. Piece(seeds[random.Next(seeds.Count)], random)];
            default:
                return [.. bytes[..at], .. System.Text.Encoding.ASCII.GetBytes(Tokens[random.Next(Tokens.Length)]), .. bytes[Math.Min(bytes.Length, at + random.Next(3))..]];
        }
    }

    // A number field of 1 to 8 bytes, either end first, set to a value at which arithmetic tends to break.
    static byte[] Extreme(byte[] bytes, int at, System.Random random)
    {
        var width = 1 << random.Next(4);
        var value = Extremes[random.Next(Extremes.Length)];
        var big = random.Next(2) == 0;
        for (var i = 0; i < width && at + i < bytes.Length; i++) bytes[at + i] = (byte)(value >> 8 * (big ? width - 1 - i : i));
        return bytes;
    }

    static byte[] Piece(byte[] bytes, System.Random random)
    {
        var start = random.Next(bytes.Length + 1);
        return bytes[start..Math.Min(bytes.Length, start + 1 + random.Next(32))];
    }
}
