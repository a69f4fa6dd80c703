namespace Flint.Imaging;

/// <summary>CRC-32 of PNG and zlib: polynomial 0xEDB88320, reflected.</summary>
static class Crc32
{
    static readonly uint[] Table = MakeTable();

    internal static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default) => ~Update(Update(~0u, first), second);

    static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            table[i] = crc;
        }
        return table;
    }
}
