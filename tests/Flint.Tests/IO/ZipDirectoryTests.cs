using System.Buffers.Binary;
using System.IO.Compression;
using Flint.IO;
using Flint.Testing;

namespace Flint.Tests.IO;

/// <summary>Zip files as others write them, and the tricks that make two readers see two files.</summary>
public class ZipDirectoryTests
{
    static byte[] Ours(long wideFrom = uint.MaxValue)
    {
        using var stream = new MemoryStream();
        var zip = new ZipWriter(stream, wideFrom);
        zip.Add("a", [1, 2, 3]);
        zip.Add("folder/b", new byte[100]);
        zip.End();
        return stream.ToArray();
    }

    static string[] Names(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["x.zip"], bytes);
        using var file = new MappedFile(folder["x.zip"], "zip file");
        return [.. new ZipDirectory(file, "zip file").Entries.Keys];
    }

    static void Refused(byte[] bytes, string says) => Should.Throw<FileFormatException>(() => Names(bytes)).Message.ShouldContain(says);

    static int Find(byte[] bytes, uint signature, int which = 0)
    {
        var at = -1;
        for (var i = 0; i <= which; i++) at += 1 + bytes.AsSpan(at + 1).IndexOf(BitConverter.GetBytes(signature));
        return at;
    }

    static byte[] Changed(uint signature, int which, int offset, byte[] value, long wideFrom = uint.MaxValue)
    {
        var bytes = Ours(wideFrom);
        value.CopyTo(bytes, Find(bytes, signature, which) + offset);
        return bytes;
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0)]
    public void Ours_is_read_here_and_by_the_BCL_and_its_data_are_aligned(long wideFrom)
    {
        var bytes = Ours(wideFrom);
        Names(bytes).ShouldBe(["a", "folder/b"]);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        zip.Entries.Select(e => e.FullName).ShouldBe(["a", "folder/b"]);
        var data = new byte[3];
        zip.Entries[0].Open().ReadExactly(data);
        data.ShouldBe([1, 2, 3]);
        (bytes.AsSpan().IndexOf(new byte[] { 1, 2, 3 }) % 64).ShouldBe(0);
    }

    [Fact]
    public void The_BCLs_is_read_with_a_comment_behind()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = "PK\u0005\u0006 is no end";
            using var entry = zip.CreateEntry("a").Open();
            entry.Write(new byte[1000]);
        }
        Names(stream.ToArray()).ShouldBe(["a"]);
    }

    const uint Central = 0x02014b50, Local = 0x04034b50, End = 0x06054b50, End64 = 0x06064b50;

    [Fact]
    public void Tricks_are_refused()
    {
        Refused([], "no zip directory is found");
        Refused(Ours()[..^1], "no zip directory is found");
        Refused(Changed(Central, 0, 10, [12, 0]), "packed by method 12");
        Refused(Changed(Central, 0, 8, [1, 8]), "'a' is encrypted");
        Refused(Changed(Central, 0, 20, [9, 0, 0, 0]), "the stored zip entry 'a' has 9 bytes for 3");
        Refused(Changed(Central, 0, 20, [255, 255, 0, 0, 255, 255, 0, 0]), "goes past byte");
        Refused(Changed(Central, 1, 42, [0, 0, 0, 0]), "the header of the zip entry 'folder/b' differs from the directory");
        Refused(Changed(Central, 0, 42, [1, 0, 0, 0]), "no header of the zip entry 'a' is there");
        Refused(Changed(Central, 0, 46, [(byte)'c']), "the header of the zip entry 'c' differs");
        Refused(Changed(Local, 0, 8, [8, 0]), "the header of the zip entry 'a' differs");
        Refused(Changed(Central, 0, 46, [0xFF]), "not valid UTF-8");
        Refused(Changed(Central, 0, 0, [0]), "an entry of the zip directory was expected");
        Refused(Changed(End, 0, 8, [1, 0, 1, 0]), "bytes follow the last entry");
        Refused(Changed(End, 0, 8, [255, 254, 255, 254]), "cannot hold 65279 entries");
        Refused(Changed(End, 0, 12, [255, 255, 255, 127]), "does not fit before byte");
        Refused(Changed(End, 0, 4, [1, 0]), "one of several parts");
        Refused(Changed(End, 0, 12, [255, 255, 255, 255]), "needs 64-bit fields, which are missing");
        Refused(Changed(End64, 0, 32, [1], 0), "one of several parts");
        Refused(Changed(End64, 0, 24, [1, 0, 0, 0, 0, 0, 0, 0, 1], 0), "the 32-bit and the 64-bit zip records differ");
        Refused(Changed(End64, 0, 55, [255], 0), "the zip directory has a negative size or place");
    }

    [Fact]
    public void Entries_that_overlap_or_are_there_twice_are_refused()
    {
        using var stream = new MemoryStream();
        var zip = new ZipWriter(stream);
        zip.Add("a", [1]);
        zip.Add("a", [2]);
        zip.End();
        Refused(stream.ToArray(), "the zip entry 'a' is there twice");

        // The second entry's whole record lies in the data of the first.
        var inner = Ours();
        using var outer = new MemoryStream();
        zip = new(outer);
        zip.Add("outer", inner);
        zip.Add("a", [1, 2, 3]);
        zip.End();
        var bytes = outer.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Find(bytes, Central, 3) + 42), Find(bytes, Local, 1));
        Refused(bytes, "the zip entries 'outer' and 'a' overlap");
    }

    [Fact]
    public void An_entry_that_cannot_unpack_to_its_size_is_refused()
    {
        var bytes = Ours();
        foreach (var at in new[] { Find(bytes, Central) + 10, Find(bytes, Local) + 8 }) bytes[at] = 8;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Find(bytes, Central) + 24), int.MaxValue);
        Refused(bytes, "cannot unpack 3 bytes to 2147483647");
    }

    [Fact]
    public void Checksums_are_those_of_the_catalogue()
    {
        Crc32.Compute("123456789"u8).ShouldBe(0xCBF43926u);
        Crc32.Compute("The quick brown fox jumps over the lazy dog"u8).ShouldBe(0x414FA339u);
        Crc32.Compute("56789"u8, Crc32.Compute("1234"u8)).ShouldBe(0xCBF43926u);
        Crc32.Compute([]).ShouldBe(0u);
    }
}
