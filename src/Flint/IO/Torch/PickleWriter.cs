using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Flint.IO;

/// <summary>Writes pickle opcodes of protocol 2, the one that torch.save uses.</summary>
sealed class PickleWriter
{
    readonly ArrayBufferWriter<byte> buffer = new();

    internal ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    internal void Start() => Op(0x80, 2);

    internal void Stop() => Op((byte)'.');

    internal void None() => Op((byte)'N');

    internal void Bool(bool value) => Op(value ? (byte)0x88 : (byte)0x89);

    internal void Mark() => Op((byte)'(');

    internal void Tuple() => Op((byte)'t');

    internal void Tuple1() => Op(0x85);

    internal void Reduce() => Op((byte)'R');

    internal void Persistent() => Op((byte)'Q');

    internal void List() => Op((byte)']');

    internal void Appends() => Op((byte)'e');

    internal void SetItems() => Op((byte)'u');

    internal void OrderedDict()
    {
        Global("collections", "OrderedDict");
        Op((byte)')', (byte)'R');
    }

    internal void Global(string module, string name) => Op([(byte)'c', .. Encoding.ASCII.GetBytes($"{module}\n{name}\n")]);

    internal void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Op((byte)'X');
        U32(bytes.Length);
        Op(bytes);
    }

    internal void Float(double value)
    {
        Op((byte)'G');
        BinaryPrimitives.WriteDoubleBigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    internal void Integer(BigInteger value)
    {
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            Op((byte)'J');
            U32((int)value);
            return;
        }
        var bytes = value.ToByteArray();
        Op(0x8B);
        U32(bytes.Length);
        Op(bytes);
    }

    /// <summary>Protocol 2 has no bytes: a text and the function that makes bytes of it.</summary>
    internal void Binary(byte[] bytes)
    {
        Global("_codecs", "encode");
        Text(Encoding.Latin1.GetString(bytes));
        Text("latin1");
        Op(0x86, (byte)'R');
    }

    internal void Tuple(ReadOnlySpan<int> numbers)
    {
        Mark();
        foreach (var n in numbers) Integer(n);
        Tuple();
    }

    internal void Tuple(ReadOnlySpan<long> numbers)
    {
        Mark();
        foreach (var n in numbers) Integer(n);
        Tuple();
    }

    void U32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    void Op(params ReadOnlySpan<byte> bytes) => buffer.Write(bytes);
}
