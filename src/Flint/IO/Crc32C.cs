using System.Buffers.Binary;
using System.Numerics;

namespace Flint.IO;

/// <summary>CRC-32C (Castagnoli, polynomial 0x1EDC6F41), as in RFC 3720, iSCSI and TFRecord files.</summary>
static class Crc32C
{
    /// <summary>The checksum of <paramref name="data"/>; <paramref name="crc"/> continues an earlier one.</summary>
    internal static uint Compute(ReadOnlySpan<byte> data, uint crc = 0)
    {
        crc = ~crc;
        for (; data.Length >= 8; data = data[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    /// <summary>TFRecord's mask, so that checksums of data that holds checksums stay good: rotate right by 15, add a constant.</summary>
    internal static uint Masked(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Compute(data), 15) + 0xA282EAD8u;
}
