using System.Buffers.Binary;

namespace Flint.IO;

/// <summary>What is done to the elements of files: those without a dtype of their own here are widened, byte order and bools are put right.</summary>
static unsafe class Elements
{
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
