using System.Buffers.Binary;
using System.Text;

namespace Flint.IO;

/// <summary>
/// The central directory of a zip file (PKWARE APPNOTE 6.3, zip64 included), read strictly: entries that are there twice, overlap,
/// go past the end, or whose two headers differ are refused, so that what is read is what any other reader sees.
/// </summary>
sealed class ZipDirectory
{
    const uint Local = 0x04034b50, Central = 0x02014b50, End = 0x06054b50, End64 = 0x06064b50, Locator64 = 0x07064b50;
    const int MostComment = ushort.MaxValue, EndSize = 22, CentralSize = 46, LocalSize = 30;

    readonly MappedFile file;
    readonly string kind;
    readonly OrderedDictionary<string, ZipEntry> entries = [];

    /// <param name="file">The zip file.</param>
    /// <param name="kind">What it should be, for messages: "PyTorch file".</param>
    internal ZipDirectory(MappedFile file, string kind)
    {
        (this.file, this.kind) = (file, kind);
        Read();
    }

    /// <summary>The entries by name, in the directory's order.</summary>
    internal OrderedDictionary<string, ZipEntry> Entries => entries;

    internal FileFormatException Error(long at, string what) => new($"'{file.Path}' is not a good {kind}: at byte {at}, {what}.");

    void Read()
    {
        var end = FindEnd();
        var (count, size, start, limit) = Directory(end);
        if (size > limit || start > limit - size) throw Error(end, $"the zip directory of {size} bytes at byte {start} does not fit before byte {limit}");
        if (count > size / CentralSize) throw Error(end, $"a zip directory of {size} bytes cannot hold {count} entries");
        var spans = new List<(long Start, long End, string Name)>();
        var at = start;
        for (long i = 0; i < count; i++) at = ReadEntry(at, start + size, start, spans);
        if (at != start + size) throw Error(at, $"{start + size - at} bytes follow the last entry of the zip directory");
        spans.Sort();
        for (var i = 1; i < spans.Count; i++)
            if (spans[i].Start < spans[i - 1].End)
                throw Error(spans[i].Start, $"the zip entries '{spans[i - 1].Name}' and '{spans[i].Name}' overlap");
    }

    long FindEnd()
    {
        for (var at = file.Length - EndSize; at >= Math.Max(0, file.Length - EndSize - MostComment); at--)
            if (U32(at) == End && U16(at + 20) == file.Length - at - EndSize) return at;
        throw Error(file.Length, "no zip directory is found: the file is truncated or no zip file");
    }

    (long Count, long Size, long Start, long Limit) Directory(long end)
    {
        long count = U16(end + 10), size = U32(end + 12), start = U32(end + 16), limit = end;
        if (U16(end + 4) != 0 || U16(end + 6) != 0 || U16(end + 8) != count) throw Error(end, "the zip file is one of several parts");
        if (end < 20 || U32(end - 20) != Locator64)
        {
            return count != ushort.MaxValue && size != uint.MaxValue && start != uint.MaxValue
                ? (count, size, start, limit)
                : throw Error(end, "the zip directory needs 64-bit fields, which are missing");
        }
        var record = I64(end - 12);
        if (record < 0 || record > end - 20 - 56 || U32(record) != End64) throw Error(end - 20, $"no 64-bit zip record is at byte {record}");
        var (count64, size64, start64) = (I64(record + 32), I64(record + 40), I64(record + 48));
        if (U32(record + 16) != 0 || U32(record + 20) != 0 || I64(record + 24) != count64) throw Error(record, "the zip file is one of several parts");
        if (!Agrees(count, ushort.MaxValue, count64) || !Agrees(size, uint.MaxValue, size64) || !Agrees(start, uint.MaxValue, start64))
            throw Error(record, "the 32-bit and the 64-bit zip records differ");
        return count64 >= 0 && size64 >= 0 && start64 >= 0
            ? (count64, size64, start64, record)
            : throw Error(record, "the zip directory has a negative size or place");
    }

    static bool Agrees(long small, long full, long wide) => small == full || small == wide;

    long ReadEntry(long at, long end, long dataEnd, List<(long Start, long End, string Name)> spans)
    {
        if (end - at < CentralSize || U32(at) != Central) throw Error(at, "an entry of the zip directory was expected");
        int flags = U16(at + 8), method = U16(at + 10), nameLength = U16(at + 28), extraLength = U16(at + 30), commentLength = U16(at + 32);
        var next = at + CentralSize + nameLength + extraLength + commentLength;
        if (next > end) throw Error(at, "an entry goes past the end of the zip directory");
        var name = Name(at + CentralSize, nameLength);
        long packed = U32(at + 20), length = U32(at + 24), local = U32(at + 42);
        Widen(at + CentralSize + nameLength, extraLength, name, ref length, ref packed, ref local);
        if ((flags & 1) != 0) throw Error(at, $"the zip entry '{name}' is encrypted");
        if (method is not (0 or 8)) throw Error(at, $"the zip entry '{name}' is packed by method {method}: only stored and deflated entries are read");
        if (packed < 0 || length < 0 || local < 0) throw Error(at, $"the zip entry '{name}' has a negative size or place");
        if (method == 0 && packed != length) throw Error(at, $"the stored zip entry '{name}' has {packed} bytes for {length}");
        // A deflate stream gives at most 1032 bytes for one.
        if (method == 8 && length / 1032 > packed) throw Error(at, $"the zip entry '{name}' cannot unpack {packed} bytes to {length}");
        var start = DataStart(local, name, method, dataEnd);
        if (packed > dataEnd - start) throw Error(at, $"the zip entry '{name}' of {packed} bytes at byte {start} goes past byte {dataEnd}, where the directory begins");
        if (!entries.TryAdd(name, new(name, method == 0, U32(at + 16), start, packed, length))) throw Error(at, $"the zip entry '{name}' is there twice");
        spans.Add((local, start + packed, name));
        return next;
    }

    long DataStart(long local, string name, int method, long dataEnd)
    {
        if (local > dataEnd - LocalSize || U32(local) != Local) throw Error(local, $"no header of the zip entry '{name}' is there");
        int nameLength = U16(local + 26), extraLength = U16(local + 28);
        var start = local + LocalSize + nameLength + extraLength;
        if (start > dataEnd) throw Error(local, $"the header of the zip entry '{name}' goes past byte {dataEnd}");
        if (Name(local + LocalSize, nameLength) != name || U16(local + 8) != method) throw Error(local, $"the header of the zip entry '{name}' differs from the directory");
        return start;
    }

    // The 64-bit field has only those numbers that are all ones in the entry, in this order.
    void Widen(long at, int bytes, string name, ref long length, ref long packed, ref long local)
    {
        for (var end = at + bytes; end - at >= 4;)
        {
            int id = U16(at), size = U16(at + 2);
            var field = at + 4;
            if (size > end - field) throw Error(at, $"a field of the zip entry '{name}' goes past its end");
            at = field + size;
            if (id != 1) continue;
            Take(ref length, at);
            Take(ref packed, at);
            Take(ref local, at);
            return;

            void Take(ref long value, long fieldEnd)
            {
                if (value != uint.MaxValue) return;
                if (fieldEnd - field < 8) throw Error(field, $"the 64-bit field of the zip entry '{name}' is too short");
                value = I64(field);
                field += 8;
            }
        }
    }

    string Name(long at, int length)
    {
        var bytes = file.Span(at, length);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Error(at, "the name of a zip entry is not valid UTF-8");
    }

    int U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(file.Span(at, 2));

    uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(file.Span(at, 4));

    long I64(long at) => BinaryPrimitives.ReadInt64LittleEndian(file.Span(at, 8));
}
