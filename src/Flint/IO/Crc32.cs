namespace Flint.IO;

/// <summary>CRC-32 (ISO 3309, polynomial 0x04C11DB7 reflected), as in zip and PNG; eight bytes a step.</summary>
static class Crc32
{
    static readonly uint[] Tables = MakeTables();

    /// <summary>The checksum of <paramref name="data"/>; <paramref name="crc"/> continues an earlier one.</summary>
    internal static uint Compute(ReadOnlySpan<byte> data, uint crc = 0)
    {
        crc = ~crc;
        var t = Tables;
        for (; data.Length >= 8; data = data[8..])
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data);
            crc = t[0x700 + (crc & 0xFF)] ^ t[0x600 + (crc >> 8 & 0xFF)] ^ t[0x500 + (crc >> 16 & 0xFF)] ^ t[0x400 + (crc >> 24)]
                ^ t[0x300 + data[4]] ^ t[0x200 + data[5]] ^ t[0x100 + data[6]] ^ t[data[7]];
        }
        foreach (var b in data) crc = t[(crc ^ b) & 0xFF] ^ crc >> 8;
        return ~crc;
    }

    // Table k: what a byte does to the checksum after k more bytes.
    static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
            tables[i] = crc;
        }
        for (var i = 256; i < tables.Length; i++) tables[i] = tables[tables[i - 256] & 0xFF] ^ tables[i - 256] >> 8;
        return tables;
    }
}
