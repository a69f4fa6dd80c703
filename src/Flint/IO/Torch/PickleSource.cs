using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Flint.IO;

/// <summary>The bytes of a pickle, read once from front to end; every read is checked against the end.</summary>
sealed class PickleSource(MappedFile file, long start, long end)
{
    internal long Position { get; private set; } = start;

    internal long Left => end - Position;

    internal FileFormatException Error(long at, string what) => new($"'{file.Path}' is not a good PyTorch file: at byte {at}, {what}.");

    internal ReadOnlySpan<byte> Bytes(ulong count)
    {
        if (count > (ulong)(end - Position)) throw Error(Position, $"{count} bytes are needed, but the pickle ends at byte {end}");
        if (count > int.MaxValue) throw Error(Position, $"a text or number of {count} bytes is longer than any that is read");
        var span = file.Span(Position, (int)count);
        Position += (long)count;
        return span;
    }

    /// <summary>Passes bytes that the caller has checked to be there.</summary>
    internal void Skip(long count) => Position += count;

    internal byte U8() => Bytes(1)[0];

    internal int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    internal int I32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    internal uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    internal ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    internal double Float() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(8));

    internal string Utf8(ulong count)
    {
        var at = Position;
        var bytes = Bytes(count);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Error(at, "a text is not valid UTF-8");
    }

    internal string Latin1(ulong count) => Encoding.Latin1.GetString(Bytes(count));

    /// <summary>A whole number, little-endian two's complement: a long, or a BigInteger where it does not fit one.</summary>
    internal object Integer(ulong count)
    {
        var at = Position;
        if (count > 1024) throw Error(at, $"a whole number of {count} bytes is longer than any that is read");
        var value = new BigInteger(Bytes(count));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>Text up to the next line feed: names of modules and classes.</summary>
    internal string Line()
    {
        const int Longest = 512;
        var at = Position;
        var rest = file.Span(Position, (int)Math.Min(Longest, end - Position));
        var length = rest.IndexOf((byte)'\n');
        if (length < 0) throw Error(at, $"no name ends within {Longest} bytes");
        var text = Utf8((ulong)length);
        Position++;
        return text;
    }
}
