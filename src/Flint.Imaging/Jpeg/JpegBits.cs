using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flint.Imaging;

/// <summary>The bits of one segment of compressed data, most significant first; zeros follow its end.</summary>
/// <param name="data">The bytes without stuffing; at least 8 zeros follow the segment's end.</param>
/// <param name="start">Where the segment starts.</param>
/// <param name="end">Where it ends.</param>
struct JpegBits(byte[] data, int start, int end)
{
    readonly byte[] data = data;
    readonly int end = end;
    int position = start;
    int count;

    /// <summary>The next bits, at the top.</summary>
    internal ulong Buffer;

    /// <summary>True after more bits were taken than the segment has.</summary>
    internal readonly bool IsOverrun => position * 8L - count > end * 8L;

    /// <summary>Makes at least 32 bits ready, enough for a code and its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Ensure32()
    {
        if (count >= 32) return;
        // The eight zeros behind the end make every read stay within the array.
        if (position < end) Buffer |= BigEndian(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(data), position))) >> count;
        position += 63 - count >> 3;
        count |= 56;
    }

    /// <summary>Goes on by <paramref name="bits"/>, 0 to 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(int bits)
    {
        Buffer <<= bits;
        count -= bits;
    }

    /// <summary>Takes 1 to 31 bits that are ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Take(int bits)
    {
        var value = (int)(Buffer >> 64 - bits);
        Skip(bits);
        return value;
    }

    static ulong BigEndian(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    /// <summary>Takes the next bit.</summary>
    internal int TakeBit()
    {
        Ensure32();
        return Take(1);
    }

    /// <summary>Takes the symbol of the next code.</summary>
    internal int TakeSymbol(HuffmanTable table)
    {
        Ensure32();
        var (symbol, length) = table.Find(Buffer);
        Skip(length);
        return symbol;
    }
}
