using System.IO.Compression;
using System.Security.Cryptography;
using Flint.Testing;

namespace Flint.Data.Tests;

public class IdxReaderTests
{
    static byte[] Good => [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void Every_type_is_read()
    {
        Read(Good).ToArray<byte>().ShouldBe([1, 2, 3, 4, 5, 6]);
        Read(Good).Shape.ShouldBe([2, 3]);
        Read([0, 0, 9, 1, 0, 0, 0, 2, 0x80, 0x7F]).ToArray<int>().ShouldBe([-128, 127]);
        Read([0, 0, 0x0B, 1, 0, 0, 0, 2, 0x80, 0, 1, 2]).ToArray<int>().ShouldBe([-32768, 258]);
        Read([0, 0, 0x0C, 1, 0, 0, 0, 2, 0x80, 0, 0, 0, 1, 2, 3, 4]).ToArray<int>().ShouldBe([int.MinValue, 0x01020304]);
        Read([0, 0, 0x0D, 1, 0, 0, 0, 1, 0xBF, 0xC0, 0, 0]).ToArray<float>().ShouldBe([-1.5f]);
        Read([0, 0, 0x0E, 1, 0, 0, 0, 1, 0xBF, 0xF8, 0, 0, 0, 0, 0, 0]).ToArray<double>().ShouldBe([-1.5]);
    }

    [Fact]
    public void Compressed_and_plain_give_the_same()
    {
        var big = new byte[3 << 20];
        new System.Random(1).NextBytes(big);
        byte[] file = [0, 0, 8, 1, 0, 0x30, 0, 0, .. big];
        Read(file).ToArray<byte>().AsSpan().SequenceEqual(big).ShouldBeTrue();
        Read(Zipped(file)).ToArray<byte>().AsSpan().SequenceEqual(big).ShouldBeTrue();
    }

    [Fact]
    public void A_file_cut_anywhere_or_with_more_behind_is_refused_with_name_and_place()
    {
        for (var length = 0; length < Good.Length; length++) Refused(Good[..length]).ShouldContain("fuzz.idx");
        Refused(Good[..2]).ShouldContain("at byte 2, the file ends in the magic number");
        Refused(Good[..9]).ShouldContain("at byte 9, the file ends in the size of dimension 1");
        Refused(Good[..17]).ShouldContain("promises 2 x 3 elements of 1 bytes, more than the file can hold");
        Refused([.. Good, 0]).ShouldContain("more bytes follow");
        var zipped = Zipped(Good);
        // The last bytes of gzip are an end mark, a checksum and a length: without them the elements are still whole.
        for (var length = 0; length < zipped.Length - 9; length++) Refused(zipped[..length]);
        zipped[^8] ^= 1;
        Refused(zipped).ShouldContain("the gzip data is damaged");
        Refused(Zipped(Good[..17])).ShouldContain("after 5 of 6 bytes");
        Refused(Zipped([.. Good, 0])).ShouldContain("of the uncompressed data, the elements are complete, but more bytes follow");
    }

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, "the magic number 89504E47")]
    [InlineData(new byte[] { 0, 0, 0x0A, 1 }, "the magic number 00000A01")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "the magic number 00000800")]
    [InlineData(new byte[] { 0, 0, 8, 9 }, "the magic number 00000809")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "dimension 0 has the size 4294967295")]
    [InlineData(new byte[] { 0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255 }, "more than any memory can hold")]
    [InlineData(new byte[] { 0, 0, 8, 4, 0, 0, 0, 0, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255 }, "more than any memory can hold")]
    [InlineData(new byte[] { 0, 0, 8, 1, 127, 255, 255, 255, 1 }, "more than the file can hold")]
    public void A_foreign_or_lying_header_is_refused(byte[] bytes, string says) => Refused(bytes).ShouldContain(says);

    [Fact]
    public void A_compressed_lie_about_the_size_costs_no_memory()
    {
        // 200 MiB promised, 8 there: within what deflate could do with the file's length.
        var file = Zipped([0, 0, 8, 1, 0x0C, 0x80, 0, 0, .. new byte[300_000_000 / 1032]]);
        byte[] padded = [.. file, .. new byte[210_000]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(padded);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20);
    }

    [Theory]
    [InlineData("mnist", "train-images-idx3-ubyte.gz")]
    [InlineData("mnist", "train-labels-idx1-ubyte.gz")]
    [InlineData("mnist", "t10k-images-idx3-ubyte.gz")]
    [InlineData("mnist", "t10k-labels-idx1-ubyte.gz")]
    public void The_files_of_the_repository_are_the_published_ones(string set, string name)
    {
        using var file = File.OpenRead(Repository.Path("data", set, name));
        using var zip = new GZipStream(file, CompressionMode.Decompress);
        var known = KnownDatasets.Find(set).Files.Single(f => f.Name == name);
        Convert.ToHexStringLower(MD5.HashData(zip)).ShouldBe(known.ContentMd5);
    }

    static Tensor Read(byte[] bytes) => IdxReader.Read(new MemoryStream(bytes), "fuzz.idx");

    static string Refused(byte[] bytes) => Should.Throw<FileFormatException>(() => Read(bytes)).Message;

    internal static byte[] Zipped(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest)) zip.Write(bytes);
        return target.ToArray();
    }
}
