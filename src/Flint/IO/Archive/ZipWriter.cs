using System.Buffers.Binary;
using System.Text;

namespace Flint.IO;

/// <summary>
/// Writes a zip file of stored entries whose data begin at multiples of 64 bytes, so that a reader may map them. Sizes and places
/// of 4 GiB and more get 64-bit fields.
/// </summary>
/// <param name="stream">Where to; written from front to end, never read.</param>
/// <param name="wideFrom">From which size on 64-bit fields are used; tests set it lower.</param>
sealed class ZipWriter(Stream stream, long wideFrom = uint.MaxValue)
{
    const int Alignment = 64;
    readonly List<(byte[] Name, uint Crc, long Length, long Packed, bool IsStored, long Local)> entries = [];
    long position;

    /// <summary>Adds a short entry.</summary>
    internal void Add(string name, ReadOnlySpan<byte> data)
    {
        Begin(name, data.Length, Crc32.Compute(data));
        Write(data);
    }

    /// <summary>Begins an entry, whose <paramref name="length"/> bytes follow by <see cref="Write"/>; deflated to <paramref name="packed"/> bytes if that is given.</summary>
    internal void Begin(string name, long length, uint crc, long? packed = null)
    {
        var (method, inFile) = (packed is null ? 0 : 8, packed ?? length);
        var bytes = Encoding.UTF8.GetBytes(name);
        entries.Add((bytes, crc, length, inFile, packed is null, position));
        var wide = length >= wideFrom || inFile >= wideFrom;
        var before = 30 + bytes.Length + (wide ? 20 : 0);
        // PyTorch fills up with a field of its own, "FB".
        var padding = (int)(-(position + before + 4) & (Alignment - 1));
        var fields = new Fields(before + 4 + padding);
        fields.U32(0x04034b50).U16(wide ? 45 : 20).U16(0x0800).U16(method).U32(0x00210000).U32(crc);
        fields.U32(wide ? uint.MaxValue : inFile).U32(wide ? uint.MaxValue : length).U16(bytes.Length).U16((wide ? 20 : 0) + 4 + padding).Bytes(bytes);
        if (wide) fields.U16(1).U16(16).I64(length).I64(inFile);
        fields.U16(0x4246).U16(padding);
        Write(fields.All);
    }

    internal void Write(ReadOnlySpan<byte> data)
    {
        stream.Write(data);
        position += data.Length;
    }

    /// <summary>Writes the directory.</summary>
    internal void End()
    {
        var start = position;
        foreach (var (name, crc, length, packed, isStored, local) in entries)
        {
            bool wideLength = length >= wideFrom || packed >= wideFrom, wideLocal = local >= wideFrom;
            var extra = (wideLength ? 16 : 0) + (wideLocal ? 8 : 0);
            if (extra > 0) extra += 4;
            var fields = new Fields(46 + name.Length + extra);
            fields.U32(0x02014b50).U16(45).U16(extra > 0 ? 45 : 20).U16(0x0800).U16(isStored ? 0 : 8).U32(0x00210000).U32(crc);
            fields.U32(wideLength ? uint.MaxValue : packed).U32(wideLength ? uint.MaxValue : length).U16(name.Length).U16(extra).U16(0).U16(0).U16(0).U32(0);
            fields.U32(wideLocal ? uint.MaxValue : local).Bytes(name);
            if (extra > 0) fields.U16(1).U16(extra - 4);
            if (wideLength) fields.I64(length).I64(packed);
            if (wideLocal) fields.I64(local);
            Write(fields.All);
        }
        var size = position - start;
        var wide = entries.Count >= ushort.MaxValue || start >= wideFrom || size >= wideFrom;
        var end = new Fields(wide ? 98 : 22);
        if (wide)
        {
            end.U32(0x06064b50).I64(44).U16(45).U16(45).U32(0).U32(0).I64(entries.Count).I64(entries.Count).I64(size).I64(start);
            end.U32(0x07064b50).U32(0).I64(position).U32(1);
        }
        var count = Math.Min(entries.Count, ushort.MaxValue);
        end.U32(0x06054b50).U16(0).U16(0).U16(count).U16(count).U32(Math.Min(size, uint.MaxValue)).U32(wide && start >= wideFrom ? uint.MaxValue : start).U16(0);
        Write(end.All);
    }

    /// <summary>Little-endian numbers one after another.</summary>
    sealed class Fields(int size)
    {
        int at;

        internal byte[] All { get; } = new byte[size];

        internal Fields U16(int value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(All.AsSpan(at), (ushort)value);
            at += 2;
            return this;
        }

        internal Fields U32(long value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(All.AsSpan(at), (uint)value);
            at += 4;
            return this;
        }

        internal Fields I64(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(All.AsSpan(at), value);
            at += 8;
            return this;
        }

        internal Fields Bytes(ReadOnlySpan<byte> value)
        {
            value.CopyTo(All.AsSpan(at));
            at += value.Length;
            return this;
        }
    }
}
