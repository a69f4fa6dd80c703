using System.Buffers.Binary;

namespace Flint.IO;

/// <summary>Widens elements that have no dtype of their own here, while they are copied out of a file.</summary>
static unsafe class Elements
{
    internal static void FromHalf(byte* source, float* target, long count)
    {
        for (long i = 0; i < count; i++) target[i] = (float)BitConverter.UInt16BitsToHalf(((ushort*)source)[i]);
    }

    internal static void FromBFloat16(byte* source, float* target, long count)
    {
        for (long i = 0; i < count; i++) target[i] = BitConverter.UInt32BitsToSingle((uint)((ushort*)source)[i] << 16);
    }

    internal static void FromInt8(byte* source, int* target, long count)
    {
        for (long i = 0; i < count; i++) target[i] = ((sbyte*)source)[i];
    }

    internal static void FromInt16(byte* source, int* target, long count)
    {
        for (long i = 0; i < count; i++) target[i] = ((short*)source)[i];
    }

    /// <summary>The position of the first byte that is no bool, -1 where all are.</summary>
    internal static long FirstBadBool(byte* values, long count)
    {
        for (long i = 0; i < count; i++)
            if (values[i] > 1) return i;
        return -1;
    }

    /// <summary>Turns big-endian elements into little-endian ones, or the other way.</summary>
    internal static void Swap(byte* values, long count, int size)
    {
        switch (size)
        {
            case 2:
                for (long i = 0; i < count; i++) ((ushort*)values)[i] = BinaryPrimitives.ReverseEndianness(((ushort*)values)[i]);
                break;
            case 4:
                for (long i = 0; i < count; i++) ((uint*)values)[i] = BinaryPrimitives.ReverseEndianness(((uint*)values)[i]);
                break;
            case 8:
                for (long i = 0; i < count; i++) ((ulong*)values)[i] = BinaryPrimitives.ReverseEndianness(((ulong*)values)[i]);
                break;
        }
    }
}
