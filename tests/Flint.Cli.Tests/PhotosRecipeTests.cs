namespace Flint.Cli.Tests;

/// <summary>Transfer learning from end to end, on a slice of real photos.</summary>
public sealed class PhotosRecipeTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void ANewHeadTellsCatsFromDogsAfterTwentyPhotosOfEach()
    {
        var data = FlintProcess.RealData(Path.Combine("weights", "mobilenet_v2-imagenet"));
        var photos = Slice(data, "cats-dogs", train: 20, test: 10);
        var lines = flint.Lines(data, "train", "photos-transfer", "--preset", "classic", "--data", photos, "--epochs", "3", "--batch-size", "10", "--json", "--out", "run");
        lines.Count.ShouldBe(4);
        lines[^1].GetProperty("test").GetProperty("accuracy").GetDouble().ShouldBeGreaterThanOrEqualTo(0.75); // 50 % is chance
        var eval = flint.Lines(data, "eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("metrics").GetProperty("accuracy").GetDouble().ShouldBe(lines[^1].GetProperty("test").GetProperty("accuracy").GetDouble());
        // One by one, the photos get the answers that eval has counted.
        string[] held = [.. Directory.EnumerateFiles(Path.Combine(photos, "test"), "*.jpg", SearchOption.AllDirectories)];
        var answers = flint.Lines(data, ["predict", "run", .. held, "--json"]);
        var right = answers.Count(a => a.GetProperty("label").GetString() == Path.GetFileName(Path.GetDirectoryName(a.GetProperty("input").GetString())));
        ((double)right / held.Length).ShouldBe(eval.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 1e-9);
    }

    [Fact]
    public void ABrokenPhotoIsNamedAndTheRunKeepsWhatItHas()
    {
        var data = FlintProcess.RealData(Path.Combine("weights", "mobilenet_v2-imagenet"));
        var photos = Slice(data, "cats-dogs", train: 4, test: 2);
        var bad = Path.Combine(photos, "train", "cats", "empty.jpg");
        File.WriteAllBytes(bad, []);
        var (code, _, error) = flint.Run(data, ["train", "photos-transfer", "--preset", "classic", "--data", photos, "--epochs", "1", "--out", "run"]);
        (code, error.Contains(bad, StringComparison.Ordinal)).ShouldBe((1, true), error);
        File.Exists(Path.Combine(flint.Folder["run"], "config.json")).ShouldBeTrue();
        Directory.CreateDirectory(Path.Combine(photos, "train", "birds"));
        flint.Run(data, ["train", "photos-transfer", "--data", photos]).Error.ShouldContain("Class 'birds' has no picture");
    }

    [Fact]
    public void WithoutWeightsOrPhotosItSaysWhatIsMissing()
    {
        flint.Run("train", "photos-transfer").Error.ShouldContain("There is no folder 'cats-dogs', nor a data set of this name");
        var data = FlintProcess.RealData("cats-dogs");
        var photos = Slice(data, "cats-dogs", train: 2, test: 1);
        flint.Run("train", "photos-transfer", "--data", photos).Error.ShouldContain("The weights of mobilenet_v2 are not here: put mobilenet_v2.safetensors into the folder weights/mobilenet_v2-imagenet");
    }

    /// <summary>The first photos of each class, in a folder of the test's own.</summary>
    string Slice(string data, string name, int train, int test)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(data, name)), $"needs {name} under FLINT_DATA");
        foreach (var (part, count) in new[] { ("train", train), ("test", test) })
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(data, name, part)))
            {
                var to = Directory.CreateDirectory(Path.Combine(flint.Folder["photos"], part, Path.GetFileName(folder))).FullName;
                foreach (var file in Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Take(count)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
        return flint.Folder["photos"];
    }
}
