using System.Buffers.Binary;
using System.Text;
using Flint.Testing;

namespace Flint.Training.Tests;

public class SummaryWriterTests
{
    // A 1x1 grey PNG; only its header is looked at.
    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 5, 0, 0, 0, 3, 8, 2, 0, 0, 0, 1, 2, 3, 4];

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        using var folder = new TempFolder();
        string path;
        using (var writer = new SummaryWriter(folder.Path, new Stopped()))
        {
            writer.AddScalar("loss", 0.5, 3);
            path = writer.Path;
        }
        Path.GetFileName(path).ShouldBe($"events.out.tfevents.1500000000.{Environment.MachineName}");
        var records = Records(File.ReadAllBytes(path));
        // Field 1 (wall_time) is a double, field 3 (file_version) a string.
        records[0].ShouldBe([0x09, .. BitConverter.GetBytes(1500000000.25), 0x1A, 13, .. "brain.Event:2"u8]);
        // Field 2 (step) a varint; field 5 (summary) holds value 1 of tag 1 and simple_value 2, a float.
        records[1].ShouldBe([0x09, .. BitConverter.GetBytes(1500000000.25), 0x10, 3, 0x2A, 13, 0x0A, 11, 0x0A, 4, .. "loss"u8, 0x15, 0, 0, 0, 0x3F]);
        records.Count.ShouldBe(2);
    }

    [Fact]
    public void The_first_bytes_are_those_of_every_event_file()
    {
        using var folder = new TempFolder();
        using var writer = new SummaryWriter(folder.Path);
        // Length 24 and its masked checksum, as TensorFlow writes them.
        Whole(writer.Path)[..12].ShouldBe([24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22]);
    }

    [Fact]
    public void An_independent_reader_finds_scalars_and_pictures()
    {
        Assert.SkipUnless(Python.IsThere, "needs python3");
        using var folder = new TempFolder();
        using (var writer = new SummaryWriter(folder["deep/run"], new Stopped()))
        {
            writer.AddScalar("loss/größe", 0.25, 1L << 40);
            writer.AddScalar("nan", double.NaN, 0);
            writer.AddImage("curve", Png, 7);
        }
        var (code, output) = Python.Run(Repository.Path("tests", "fixtures", "read_events.py"), Directory.GetFiles(folder["deep/run"]).Single());
        output.ReplaceLineEndings("\n").ShouldBe(
            "1500000000.25 0 version brain.Event:2\n" +
            "1500000000.25 1099511627776 scalar loss/gr\\xf6\\xdfe 0.25\n" +
            "1500000000.25 0 scalar nan nan\n" +
            "1500000000.25 7 image curve 3x5x3 33 bytes\n");
        code.ShouldBe(0);
    }

    [Fact]
    public void Events_are_on_the_disk_at_once_and_a_second_writer_begins_another_file()
    {
        using var folder = new TempFolder();
        using var first = new SummaryWriter(folder.Path, new Stopped());
        using var second = new SummaryWriter(folder.Path, new Stopped());
        second.Path.ShouldNotBe(first.Path);
        first.AddScalar("a", 1, 1);
        Records(Whole(first.Path)).Count.ShouldBe(2);
        Records(Whole(second.Path)).Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_no_PNG_and_a_folder_that_cannot_be_are_refused()
    {
        using var folder = new TempFolder();
        using (var writer = new SummaryWriter(folder.Path))
            Should.Throw<FileFormatException>(() => writer.AddImage("a", new byte[50], 0)).Message.ShouldContain("no PNG file");
        File.WriteAllText(folder["file"], "");
        Should.Throw<FileWriteException>(() => new SummaryWriter(folder["file"])).Message.ShouldContain("cannot be made");
    }

    static byte[] Whole(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)).ShouldBe(Masked(file.AsSpan(at, 8)));
            var data = file.AsSpan(at + 12, length);
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)).ShouldBe(Masked(data));
            records.Add(data.ToArray());
            at += 16 + length;
        }
        return records;
    }

    // Bit by bit from the polynomial, so that it shares nothing with the writer's.
    static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
        }
        crc = ~crc;
        return (crc >> 15 | crc << 17) + 0xA282EAD8;
    }

    sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_500_000_000_250);
    }
}
