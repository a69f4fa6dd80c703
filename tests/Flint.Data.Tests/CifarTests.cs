using System.IO.Compression;
using Flint.IO;
using Flint.Testing;

namespace Flint.Data.Tests;

/// <summary>Files made here by the description of the binary version on the data set's page; the real ones where they are.</summary>
public sealed class CifarTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("flint-cifar").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Pixel k of record i is i + k modulo 251, so that a swapped plane or row shows.
    static byte[] Records(int labelBytes, params byte[][] labels) => [.. labels.Index().SelectMany(l =>
        l.Item.Take(labelBytes).Concat(Enumerable.Range(0, 3072).Select(k => (byte)((l.Index + k) % 251))))];

    string Write(string name, byte[] content, bool zip = false)
    {
        var path = Path.Combine(folder, name);
        using Stream file = zip ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path);
        file.Write(content);
        return path;
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Records_become_planes_in_the_order_of_the_files(bool zip)
    {
        var extension = zip ? ".bin.gz" : ".bin";
        Write("data_batch_2" + extension, Records(1, [7]), zip);
        Write("data_batch_1" + extension, Records(1, [3], [9]), zip);
        Write("test_batch" + extension, Records(1, [0]), zip);
        var train = Cifar10.Train(folder);
        train.Targets.ToArray<long>().ShouldBe([3, 9, 7]);
        train.Inputs.Shape.ToArray().ShouldBe([3, 3, 32, 32]);
        train.Inputs[1, 2, 5, 31].Item<byte>().ShouldBe((byte)((1 + 2 * 1024 + 5 * 32 + 31) % 251));
        train.Classes[9].ShouldBe("truck");
        Cifar10.Test(folder).Targets.ToArray<long>().ShouldBe([0]);
        var red = (float)((3 + 0) % 251);
        train[0].Input[0, 0, 3].Item().ShouldBe((red / 255f - 0.4914f) / 0.2470f);
    }

    [Fact]
    public void The_100_classes_are_the_second_byte_and_the_20_kinds_the_first()
    {
        Write("train.bin", Records(2, [19, 99], [4, 0]));
        Cifar100.Train(folder).Targets.ToArray<long>().ShouldBe([99, 0]);
        Cifar100.Train(folder, coarse: true).Targets.ToArray<long>().ShouldBe([19, 4]);
        (Cifar100.Classes.Count, Cifar100.CoarseClasses.Count).ShouldBe((100, 20));
        (Cifar100.Classes.Distinct().Count(), Cifar100.Classes[99], Cifar100.CoarseClasses[19]).ShouldBe((100, "worm", "vehicles_2"));
    }

    [Fact]
    public void A_damaged_file_is_named_with_what_is_wrong()
    {
        var good = Records(1, [1], [2]);
        Message("test_batch.bin", good[..^1]).ShouldContain("its 6,145 bytes are not one or more records of 3073");
        Message("test_batch.bin", []).ShouldContain("its 0 bytes");
        Message("test_batch.bin", Records(1, [1], [10])).ShouldContain("record 1 has the label 10, but there are 10 classes, 0 to 9");
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(good);
        var broken = zipped.ToArray();
        broken[15] ^= 0xFF;
        Should.Throw<FileFormatException>(() => Load("test_batch.bin", broken)).Message.ShouldContain("test_batch.bin");

        string Message(string name, byte[] content) => Should.Throw<FileFormatException>(() => Load(name, content)).Message;
        void Load(string name, byte[] content)
        {
            Write(name, content);
            Cifar10.Test(folder);
        }
    }

    [Fact]
    public void A_folder_without_the_part_says_what_it_looks_for()
    {
        Write("test_batch.bin", Records(1, [0]));
        Should.Throw<NotFoundException>(() => Cifar10.Train(folder)).Message.ShouldContain("data_batch_1.bin");
    }

    [Fact]
    public void The_real_subset_is_balanced_and_has_the_published_mean_colour()
    {
        Assert.SkipUnless(DataFolders.TryFind(Cifar10.Name) is not null, "needs CIFAR-10: set FLINT_DATA to the folder above cifar10");
        var train = Cifar10.Train();
        foreach (var part in new[] { train, Cifar10.Test() })
            part.Targets.ToArray<long>().CountBy(l => l).ShouldAllBe(c => c.Value == part.Count / 10);
        // Blue is darker by 0.04: a swapped plane shows, and a shifted record.
        var mean = train.Inputs.To(DType.Float32).Mean([0, 2, 3]).ToArray<float>();
        for (var c = 0; c < 3; c++) (mean[c] / 255).ShouldBe(Cifar10.Normalization.Mean[c], 0.01f);
    }
}
