using System.Buffers.Binary;
using Flint.Imaging;

namespace Flint.Fuzz;

/// <summary>Good PNG files: every number of channels, a palette, 1 and 16 bits, interlaced or not.</summary>
static class PngSeeds
{
    internal static IReadOnlyList<byte[]> Make() =>
    [
        .. from channels in Enumerable.Range(1, 4)
           from interlaced in new[] { false, true }
           select Png.Encode(new Image(9, 5, channels, [.. Enumerable.Range(0, 45 * channels).Select(i => (byte)(i * 7))]), interlaced),
        new PngFile(5, 3, PngColorType.Palette, 2, [.. Enumerable.Range(0, 15).Select(i => (ushort)(i % 3))]) { Palette = [1, 2, 3, 4, 5, 6, 7, 8, 9], Transparency = [0, 128] }.Write(),
        new PngFile(11, 2, PngColorType.Grey, 1, [.. Enumerable.Range(0, 22).Select(i => (ushort)(i & 1))]) { IsInterlaced = true, Transparency = [1] }.Write(),
        new PngFile(3, 2, PngColorType.Rgb, 16, [.. Enumerable.Range(0, 18).Select(i => (ushort)(i * 3000))]).Write(),
    ];

    /// <summary>Sets the checksum of every chunk that lies within the file.</summary>
    internal static byte[] Repair(byte[] bytes)
    {
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12) break;
            var end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(end), Crc32(bytes.AsSpan(at + 4, end - at - 4)));
            at = end + 4;
        }
        return bytes;
    }

    static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
