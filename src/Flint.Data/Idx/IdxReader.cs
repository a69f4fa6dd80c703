using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Flint.Data;

/// <summary>
/// Reads idx files, the format of MNIST: two zero bytes, a type byte, the number of dimensions, each dimension as a big-endian
/// 32-bit integer, then the elements, big-endian, row-major. Plain or gzip-compressed, told apart by the first bytes.
/// </summary>
public static class IdxReader
{
    const int MaxRank = 8;

    // Deflate cannot do better than 1032 to 1, so a header that promises more than that is a lie and needs no memory.
    const long MaxRatio = 1032;

    // Pictures are seldom compressed further: so much is allocated at once, and what an honest file takes leaves no garbage.
    const long UsualRatio = 8;

    /// <summary>
    /// Reads a whole file. u8 becomes UInt8, i8, i16 and i32 Int32, f32 Float32 and f64 Float64.
    /// </summary>
    /// <exception cref="FileFormatException">The file is truncated, damaged, or no idx file; the message gives the byte.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Tensor Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Read(file, path);
    }

    /// <summary>As <see cref="Read(string)"/> from a seekable stream; <paramref name="name"/> is for messages.</summary>
    public static Tensor Read(Stream file, string name)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        if (read < 2 || magic is not [0x1F, 0x8B]) return new Source(file, name, file.Length, file.Length, "").ReadAll();
        using var unzipped = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        return new Source(unzipped, name, checked(file.Length * MaxRatio), file.Length * UsualRatio, " of the uncompressed data").ReadAll();
    }

    /// <summary>The bytes of one file, at most <paramref name="limit"/> of them and usually no more than <paramref name="usual"/>.</summary>
    sealed class Source(Stream stream, string name, long limit, long usual, string where)
    {
        long position;

        internal Tensor ReadAll()
        {
            var (type, shape) = ReadHeader();
            var bytes = shape.Count * Width(type);
            if (position + bytes > limit)
                throw Error($"the header promises {Text(shape)} elements of {Width(type)} bytes, more than the file can hold; it is truncated or damaged");
            if (bytes > Array.MaxLength) throw Error($"{Text(shape)} takes {bytes} bytes, more than the {Array.MaxLength} that can be read at once");
            var data = ReadBytes((int)bytes);
            if (ReadUpTo(new byte[1]) > 0) throw Error("the elements are complete, but more bytes follow");
            return Decode(type, data, shape);
        }

        (byte Type, Shape Shape) ReadHeader()
        {
            Span<byte> head = stackalloc byte[4];
            ReadExactly(head, "the magic number");
            if (head[0] != 0 || head[1] != 0 || Width(head[2]) == 0 || head[3] is 0 or > MaxRank)
            {
                position = 0;
                throw Error($"the magic number {Convert.ToHexString(head)} is not that of an idx file (0000, type 08, 09, 0B, 0C, 0D or 0E, 1 to {MaxRank} dimensions)");
            }
            var sizes = new int[head[3]];
            Span<byte> size = stackalloc byte[4];
            long extent = 1;
            for (var d = 0; d < sizes.Length; d++)
            {
                ReadExactly(size, $"the size of dimension {d}");
                var value = BinaryPrimitives.ReadUInt32BigEndian(size);
                extent = Math.BigMul(extent, Math.Max((long)value, 1), out var low) == 0 && low >= 0 ? low : long.MaxValue;
                if (value > int.MaxValue || extent > long.MaxValue / 8) throw Error($"dimension {d} has the size {value}, more than any memory can hold");
                sizes[d] = (int)value;
            }
            return (head[2], sizes);
        }

        // Grows with what really arrives, so that a false header of a compressed file costs no memory.
        byte[] ReadBytes(int count)
        {
            var data = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, Math.Max(usual, 1 << 20)));
            for (var filled = 0; ;)
            {
                var read = ReadUpTo(data.AsSpan(filled));
                filled += read;
                if (filled < data.Length) throw Error($"the file ends after {filled} of {count} bytes of elements; it is truncated");
                if (filled == count) return data;
                var grown = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, data.Length * 4L));
                data.CopyTo(grown, 0);
                data = grown;
            }
        }

        void ReadExactly(Span<byte> buffer, string what)
        {
            if (ReadUpTo(buffer) < buffer.Length) throw Error($"the file ends in {what}; it is truncated");
        }

        int ReadUpTo(Span<byte> buffer)
        {
            try
            {
                var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                position += read;
                return read;
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                throw Error(where.Length > 0 ? "the gzip data is damaged" : $"the file cannot be read on: {e.Message}", e);
            }
        }

        static string Text(Shape shape) => string.Join(" x ", shape.ToArray());

        FileFormatException Error(string what, Exception? inner = null) => new($"'{name}' is not a good idx file: at byte {position}{where}, {what}.", inner);
    }

    static int Width(byte type) => type switch
    {
        0x08 or 0x09 => 1,
        0x0B => 2,
        0x0C or 0x0D => 4,
        0x0E => 8,
        _ => 0,
    };

    static Tensor Decode(byte type, byte[] data, Shape shape) => type switch
    {
        0x08 => Tensor.Wrap(data, shape),
        0x09 => Tensor.Wrap(Array.ConvertAll(data, b => (int)(sbyte)b), shape),
        0x0B => Tensor.Wrap(Array.ConvertAll(Turned<short>(data, Swap), v => (int)v), shape),
        0x0C => Tensor.Wrap(Turned<int>(data, Swap), shape),
        0x0D => Tensor.Wrap(MemoryMarshal.Cast<int, float>(Turned<int>(data, Swap)).ToArray(), shape),
        _ => Tensor.Wrap(MemoryMarshal.Cast<long, double>(Turned<long>(data, Swap)).ToArray(), shape),
    };

    delegate void Reverse<T>(ReadOnlySpan<T> source, Span<T> target);

    static T[] Turned<T>(byte[] data, Reverse<T> reverse) where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(data).ToArray();
        reverse(values, values);
        return values;
    }

    static void Swap(ReadOnlySpan<short> source, Span<short> target) => BinaryPrimitives.ReverseEndianness(source, target);

    static void Swap(ReadOnlySpan<int> source, Span<int> target) => BinaryPrimitives.ReverseEndianness(source, target);

    static void Swap(ReadOnlySpan<long> source, Span<long> target) => BinaryPrimitives.ReverseEndianness(source, target);
}
