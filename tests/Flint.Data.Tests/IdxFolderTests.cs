using Flint.Testing;

namespace Flint.Data.Tests;

public class IdxFolderTests
{
    [Fact]
    public void The_official_pair_comes_first_and_extra_sets_are_added_to_training()
    {
        using var folder = new TempFolder();
        Put(folder, "train", 3, first: 0);
        Put(folder, "train-2", 2, first: 100);
        Put(folder, "sprite-4", 4, first: 200);
        Put(folder, "t10k", 2, first: 50);
        var train = new IdxFolder(folder.Path).Train();
        train.Inputs.Shape.ShouldBe([7, 1, 2, 2]);
        train.Inputs.ToArray<byte>().Where((_, i) => i % 4 == 0).ShouldBe([0, 1, 2, 200, 201, 202, 203]);
        new IdxFolder(folder.Path).Test().Inputs.ToArray<byte>()[0].ShouldBe((byte)50);
    }

    [Fact]
    public void Without_the_official_pair_its_parts_are_taken_and_lone_labels_passed_over()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        Put(folder, "train-2", 2, first: 100);
        Put(folder, "t10k-1", 1, first: 7);
        var sets = new IdxFolder(folder.Path);
        sets.Train().Count.ShouldBe(2);
        sets.Test().Inputs.ToArray<byte>()[0].ShouldBe((byte)7);
    }

    [Fact]
    public void Images_and_labels_of_different_number_are_an_error()
    {
        using var folder = new TempFolder();
        Put(folder, "train", 3, first: 0);
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);
        var error = Should.Throw<FileFormatException>(() => new IdxFolder(folder.Path).Train());
        error.Message.ShouldContain("holds 3 images");
        error.Message.ShouldContain("2 labels");
    }

    [Fact]
    public void Images_without_labels_a_missing_set_and_an_empty_folder_are_errors()
    {
        using var folder = new TempFolder();
        Should.Throw<NotFoundException>(() => new IdxFolder(folder.Path)).Message.ShouldContain("holds no pair of idx files");
        Put(folder, "t10k", 3, first: 0);
        Should.Throw<NotFoundException>(() => new IdxFolder(folder.Path).Train()).Message.ShouldContain("holds no training set, only t10k");
        Put(folder, "train", 3, first: 0);
        File.Delete(folder["train-labels-idx1-ubyte"]);
        Should.Throw<NotFoundException>(() => new IdxFolder(folder.Path)).Message.ShouldContain("has no labels: expected 'train-labels-idx1-ubyte'");
    }

    [Fact]
    public void Labels_in_place_of_images_are_an_error()
    {
        using var folder = new TempFolder();
        Put(folder, "train", 3, first: 0);
        File.Copy(folder["train-labels-idx1-ubyte"], folder["train-images-idx3-ubyte"], overwrite: true);
        Should.Throw<FileFormatException>(() => new IdxFolder(folder.Path).Train()).Message.ShouldContain("does not hold images");
    }

    [Fact]
    public void A_set_without_known_constants_is_normalised_by_its_own_training_images()
    {
        using var folder = new TempFolder();
        Put(folder, "train", 2, first: 0);
        Put(folder, "t10k", 1, first: 9);
        var sets = new IdxFolder(folder.Path);
        // Pixels 0, 1, 2, 3 and 1, 2, 3, 4 of 255: mean 2, variance 1.5.
        var normalization = sets.Train().Normalization!;
        normalization.Mean[0].ShouldBe(2 / 255f, 1e-9f);
        normalization.Std[0].ShouldBe(MathF.Sqrt(1.5f) / 255f, 1e-9f);
        sets.Test().Normalization!.Mean[0].ShouldBe(normalization.Mean[0]);
        sets.Train().Classes.ShouldBe(["0", "1"]);
    }

    [Fact]
    public void The_subset_of_Fashion_MNIST_opens_by_name()
    {
        var data = Environment.GetEnvironmentVariable("FLINT_DATA");
        Assert.SkipUnless(data is not null && Directory.Exists(Path.Combine(data, "fashion-mnist")), "needs fashion-mnist under FLINT_DATA");
        var sets = IdxFolder.Open("fashion-mnist");
        sets.Train().Count.ShouldBe(1872);
        sets.Test().Count.ShouldBe(1000);
        sets.Test().Classes[9].ShouldBe("Ankle boot");
        // The first test image of Fashion-MNIST is an ankle boot.
        sets.Test()[0].Target.Item<long>().ShouldBe(9);
    }

    // Images of 2x2 whose first pixel counts up from `first`; labels count up from 0.
    static void Put(TempFolder folder, string stem, byte count, byte first)
    {
        File.WriteAllBytes(folder[$"{stem}-images-idx3-ubyte"],
            [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2, .. Enumerable.Range(0, count).SelectMany(i => new byte[] { (byte)(first + i), (byte)(first + i + 1), (byte)(first + i + 2), (byte)(first + i + 3) })]);
        File.WriteAllBytes(folder[$"{stem}-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, count, .. Enumerable.Range(0, count).Select(i => (byte)i)]);
    }
}
