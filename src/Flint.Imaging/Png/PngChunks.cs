using System.Buffers.Binary;
using System.Text;

namespace Flint.Imaging;

/// <summary>PNG's outer form: the signature, then chunks of length, type, data and CRC-32.</summary>
static class PngChunks
{
    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Reads the chunk at <paramref name="offset"/> and moves behind it.</summary>
    internal static (string Type, Range Data) Next(ReadOnlySpan<byte> file, ref int offset)
    {
        if (file.Length - offset < 12)
            throw new ImageFormatException($"The PNG file ends at offset {file.Length} where a chunk (at least 12 bytes) should start at offset {offset}: it is truncated.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[offset..]);
        if (length > file.Length - offset - 12)
            throw new ImageFormatException($"The chunk at offset {offset} says it has {length} bytes, but only {file.Length - offset - 12} follow: the file is truncated or damaged.");
        var data = (offset + 8)..(offset + 8 + (int)length);
        var stored = BinaryPrimitives.ReadUInt32BigEndian(file[data.End.Value..]);
        var computed = Crc32.Of(file[(offset + 4)..data.End.Value]);
        var type = Encoding.Latin1.GetString(file.Slice(offset + 4, 4));
        if (stored != computed)
            throw new ImageFormatException($"The {Printable(type)} chunk at offset {offset} has checksum {stored:x8}, but its content gives {computed:x8}: the file is damaged.");
        offset = data.End.Value + 4;
        return (type, data);
    }

    internal static void Write(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        output.Write(number);
    }

    internal static string Printable(string type) => type.All(char.IsAsciiLetter) ? type : "unknown";
}
