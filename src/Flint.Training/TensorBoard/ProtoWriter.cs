using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Flint.Training;

/// <summary>The little of protocol buffers that event files need: <see href="https://protobuf.dev/programming-guides/encoding/"/>.</summary>
sealed class ProtoWriter
{
    readonly ArrayBufferWriter<byte> buffer = new();

    internal ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    internal ProtoWriter Varint(int field, long value)
    {
        Tag(field, wire: 0);
        Varint((ulong)value);
        return this;
    }

    internal ProtoWriter Double(int field, double value)
    {
        Tag(field, wire: 1);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
        return this;
    }

    internal ProtoWriter Float(int field, float value)
    {
        Tag(field, wire: 5);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
        return this;
    }

    internal ProtoWriter Delimited(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, wire: 2);
        Varint((ulong)bytes.Length);
        buffer.Write(bytes);
        return this;
    }

    internal ProtoWriter Text(int field, string text) => Delimited(field, Encoding.UTF8.GetBytes(text));

    internal ProtoWriter Message(int field, ProtoWriter message) => Delimited(field, message.Bytes);

    void Tag(int field, int wire) => Varint((ulong)(field << 3 | wire));

    void Varint(ulong value)
    {
        var span = buffer.GetSpan(10);
        var n = 0;
        for (; value >= 0x80; value >>= 7) span[n++] = (byte)(value | 0x80);
        span[n++] = (byte)value;
        buffer.Advance(n);
    }
}
