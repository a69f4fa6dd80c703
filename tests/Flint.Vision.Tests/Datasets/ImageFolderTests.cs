using Flint.Data;
using Flint.Imaging;
using Flint.Testing;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Datasets;

public sealed class ImageFolderTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Classes_are_the_sorted_folders_and_pictures_may_lie_deeper()
    {
        Write("train/dogs/b.png", 10);
        Write("train/dogs/deep/a.PNG", 20);
        Write("train/cats/x.pgm", 30);
        File.WriteAllText(folder["train/dogs/notes.txt"], "no picture");
        var set = new ImageFolder(folder["train"]);
        set.Classes.ShouldBe(["cats", "dogs"]);
        set.Files.Select(f => (Path.GetFileName(f.Path), f.Label)).ShouldBe([("x.pgm", 0), ("b.png", 1), ("a.PNG", 1)]);
        var (inputs, targets) = set.Get([2, 0]);
        inputs.Shape.ShouldBe([2, 3, 4, 5]);
        (inputs[0, 2, 1, 1].Item(), inputs[1, 0, 1, 1].Item()).ShouldBe((20 / 255f, 30 / 255f));
        targets.ToArray<long>().ShouldBe([1, 0]);
        new ImageFolder(folder["train"], reader: new(Channels: 1)).Get([0]).Inputs.Shape.ShouldBe([1, 1, 4, 5]);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("val")]
    public void Parts_share_the_classes_of_train(string test)
    {
        Write("train/a/1.png", 1);
        Write("train/b/1.png", 2);
        Write($"{test}/b/1.png", 3);
        var parts = ImageFolder.Open(folder.Path);
        parts.Train().Count.ShouldBe(2);
        Should.Throw<ImageDataException>(() => parts.Test()).Message.ShouldContain("no folder for class 'a'");
        new ImageFolder(folder[test], classes: parts.Classes)[0].Target.Item<long>().ShouldBe(1);
        Write($"{test}/a/1.png", 4);
        parts.Test().Classes.ShouldBe(["a", "b"]);
        Write($"{test}/c/1.png", 4);
        Should.Throw<ImageDataException>(() => parts.Test()).Message.ShouldContain($"{Path.Combine(test, "c")}' is none of the 2 classes a, b");
        if (test == "test") Should.Throw<NotFoundException>(() => parts.Validation()).Message.ShouldContain("'val'");
    }

    [Fact]
    public void Folders_that_are_none_are_told()
    {
        Should.Throw<NotFoundException>(() => new ImageFolder(folder["nowhere"])).Message.ShouldContain("nowhere");
        Should.Throw<NotFoundException>(() => ImageFolder.Open("no-such-set-anywhere")).Message.ShouldContain("no-such-set-anywhere");
        Should.Throw<ImageDataException>(() => new ImageFolder(folder.Path)).Message.ShouldContain("no sub-folders");
        Write("a/1.png", 1);
        Directory.CreateDirectory(folder["b"]);
        Should.Throw<ImageDataException>(() => new ImageFolder(folder.Path)).Message.ShouldContain("Class 'b' has no picture");
        Should.Throw<ImageDataException>(() => new ImageList([new("pictures/7.png", 3)], ["a", "b"])).Message
            .ShouldBe("pictures/7.png: the label is 3, but there are 2 classes: use 0 to 1.");
        Should.Throw<ImageDataException>(() => new ImageList([], ["a"]));
    }

    [Fact]
    public void A_broken_picture_is_named_through_the_loader()
    {
        for (var i = 0; i < 6; i++) Write($"a/{i}.png", i);
        var whole = File.ReadAllBytes(folder["a/0.png"]);
        foreach (var (name, bytes) in new (string, byte[])[]
                 {
                     ("zero.png", []), ("text.jpg", "not a picture"u8.ToArray()), ("cut.png", whole[..(whole.Length / 2)]), ("huge.ppm", "P6 30000 30000 255\n"u8.ToArray()),
                     ("one.pgm", "P5 1 1 255\n\0"u8.ToArray()),
                 })
        {
            var path = folder[$"a/{name}"];
            File.WriteAllBytes(path, bytes);
            var set = new ImageFolder(folder.Path, new Compose([new Resize(4, 4)]));
            var error = Should.Throw<LoaderException>(() =>
            {
                foreach (var _ in new DataLoader(set, batchSize: 2, workers: 2)) { }
            });
            error.Message.ShouldContain(path);
            error.InnerException.ShouldBeOfType<ImageDataException>().Message.ShouldStartWith(path);
            set.FindBroken().ShouldHaveSingleItem().Message.ShouldStartWith(path);
            File.Delete(path);
        }
        Write("a/tiny.png", 1);
        Should.Throw<ImageDataException>(() => new ImageFolder(folder.Path, new Compose([new RandomCrop(9)]))[6]).Message.ShouldStartWith(folder["a/tiny.png"]);
        new ImageFolder(folder.Path, reader: new(MinSide: 1)).FindBroken().ShouldBeEmpty();
    }

    [Fact]
    public void The_limit_of_pixels_can_be_raised_and_lowered()
    {
        Write("a/1.png", 1);
        Should.Throw<ImageDataException>(() => new ImageFolder(folder.Path, reader: new(MaxPixels: 19))[0]).Message.ShouldStartWith(folder["a/1.png"]);
        new ImageFolder(folder.Path, reader: new(MaxPixels: 20))[0].Input.Shape.ShouldBe([3, 4, 5]);
    }

    [Fact]
    public void Augmented_batches_follow_from_the_seed_whatever_the_workers_and_where_the_run_was_resumed()
    {
        for (var i = 0; i < 12; i++) Write($"{(char)('a' + i % 2)}/{i}.png", i * 20, height: 20, width: 24);
        var set = new ImageFolder(folder.Path, new Compose([new RandomResizedCrop(8), new RandomHorizontalFlip(), new ColorJitter(0.4, 0.4), new ToTensor(), new RandomErasing()]));
        var mixUp = new MixUp(2);
        var mixed = set.Map(batch => mixUp.Apply(batch));
        var expected = Run(New(1), 3);
        expected[0].SequenceEqual(expected[1]).ShouldBeFalse();
        ShouldBeSame(Run(New(3), 3));
        var first = New(2);
        var begun = Run(first, 1);
        var resumed = New(1);
        resumed.State = first.State;
        ShouldBeSame([.. begun, .. Run(resumed, 2)]);

        DataLoader New(int workers) => new(mixed, batchSize: 4, shuffle: true, seed: 3, workers: workers);

        void ShouldBeSame(List<float[]> actual) => actual.SelectMany(v => v).SequenceEqual(expected.SelectMany(v => v)).ShouldBeTrue();

        static List<float[]> Run(DataLoader loader, int epochs) => [.. Enumerable.Range(0, epochs)
            .Select(_ => loader.SelectMany(b => b.Inputs.ToArray<float>().Concat(b.Targets.ToArray<float>())).ToArray())];
    }

    [Fact]
    public void A_cache_reads_once_and_gives_the_same()
    {
        Write("a/1.png", 1, height: 20, width: 30);
        var transform = new Compose([new CenterCrop(8)]);
        var set = new ImageFolder(folder.Path, transform, cache: new Resize(10));
        var expected = new ImageFolder(folder.Path, new Compose([new Resize(10), new CenterCrop(8)]))[0].Input.ToArray<float>();
        set[0].Input.ToArray<float>().ShouldBe(expected);
        File.Delete(folder["a/1.png"]);
        set[0].Input.ToArray<float>().ShouldBe(expected);
    }

    void Write(string name, int seed, int height = 4, int width = 5)
    {
        var pixels = new byte[height * width];
        new System.Random(seed).NextBytes(pixels);
        pixels[width + 1] = (byte)seed;
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        var image = new Image(width, height, 1, pixels);
        if (Path.GetExtension(name) == ".pgm") image.Save(folder[name]);
        else File.WriteAllBytes(folder[name], Png.Encode(image));
    }
}
