using System.Text.Json;
using Flint.Data;
using Flint.Imaging;

namespace Flint.Cli.Tests;

/// <summary>The recipes on faces and videos from end to end, on small slices of their data.</summary>
public sealed class VisionRecipeTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void FacesOfPeopleNotSeenInTrainingAreCompared()
    {
        var data = Environment.GetEnvironmentVariable("FLINT_DATA") ?? "";
        Assert.SkipUnless(Directory.Exists(Path.Combine(data, "orl-faces")), "needs orl-faces under FLINT_DATA");
        foreach (var person in Enumerable.Range(1, 8))
        {
            Directory.CreateDirectory(flint.Folder[$"faces/s{person}"]);
            for (var i = 1; i <= 5; i++) File.Copy(Path.Combine(data, "orl-faces", $"s{person}", $"{i}.pgm"), flint.Folder[$"faces/s{person}/{i}.pgm"]);
        }
        var whole = Lines("train", "faces-verify", "--data", "faces", "--epochs", "6", "--batch-size", "10", "--json", "--out", "run");
        whole.Take(4).Select(l => l.GetProperty("part").GetString()).ShouldBe(["fold 1", "fold 2", "fold 3", "fold 4"]);
        var test = whole[4].GetProperty("test");
        test.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["auc", "true_accept_rate", "pixels_auc", "pixels_true_accept_rate", "mean_removed_auc", "mean_removed_true_accept_rate", "whitened_pca_auc", "whitened_pca_true_accept_rate"]);
        test.GetProperty("auc").GetDouble().ShouldBeInRange(0.7, 1);
        foreach (var file in new[] { "roc.png", "roc.svg", "hardest.png", "hardest.svg", "results.md", "best.safetensors", "verifier.json" })
            File.Exists(Path.Combine(flint.Folder["run"], file)).ShouldBeTrue(file);

        // The run's own network is that of the first fold, measured on its two people by five pictures.
        var eval = Lines("eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(10);
        var first = File.ReadAllLines(Path.Combine(flint.Folder["run"], "results.md")).Single(l => l.StartsWith("| 1 ", StringComparison.Ordinal)).Split('|');
        eval.GetProperty("metrics").GetProperty("auc").GetDouble().ShouldBe(double.Parse(first[2], System.Globalization.CultureInfo.InvariantCulture), 5e-5);

        var answers = Lines("predict", "run", "faces/s1/1.pgm", "faces/s1/1.pgm", "faces/s2/1.pgm", "--json");
        answers.Count.ShouldBe(2);
        answers[0].EnumerateObject().Select(p => p.Name).ShouldBe(["input", "other", "label", "similarity", "threshold"]);
        answers[0].GetProperty("similarity").GetDouble().ShouldBe(1, 1e-5);
        answers[0].GetProperty("label").GetString().ShouldBe("same");
        answers[1].GetProperty("similarity").GetDouble().ShouldBeLessThan(0.99);
        flint.Run("predict", "run", "faces/s1/1.pgm").Error.ShouldBe(
            "flint: A run of faces-verify compares pictures of faces: give two, or one and those to compare it with.\n");

        // A stopped study goes on with the fold that was not complete, and ends the same.
        foreach (var file in new[] { "parts/fold-4.jsonl", "parts/fold-4.safetensors", "results.md" }) File.Delete(Path.Combine(flint.Folder["run"], file));
        Lines("train", "--resume", "run", "--json")[^1].GetProperty("test").ToString().ShouldBe(test.ToString());
    }

    [Fact]
    public void VideosOfMovingDigitsAreAnsweredFor()
    {
        var mnist = Testing.Repository.Path("data", "mnist");
        Directory.CreateDirectory(flint.Folder["digits"]);
        Put("train", Mnist.Train(mnist), 640);
        Put("t10k", Mnist.Test(mnist), 100);
        var lines = Lines("train", "video-events", "--data", "digits", "--epochs", "3", "--batch-size", "32", "--json", "--out", "run");
        lines.Count.ShouldBe(4);
        var test = lines[3].GetProperty("test");
        test.EnumerateObject().Select(p => p.Name).ShouldBe(["accuracy", "digit_accuracy", "direction_accuracy"]);
        test.GetProperty("direction_accuracy").GetDouble().ShouldBeInRange(0.3, 1); // by chance 0.125
        var eval = Lines("eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(100);
        eval.GetProperty("metrics").ToString().ShouldBe(test.ToString());
        foreach (var file in new[] { "clips.png", "clips.svg", "directions.png", "directions.svg", "loss.png", "state.safetensors" })
            File.Exists(Path.Combine(flint.Folder["run"], file)).ShouldBeTrue(file);

        // The first test video, from both files; ink on paper, larger and longer, goes the same way (which digit it is, so short a training cannot tell for sure).
        var sample = Video.Load(Path.Combine(flint.Folder["run"], "sample.y4m"));
        Image[] paper = [.. sample.Frames.SelectMany(f => Enumerable.Repeat(Enlarged(f), 2))];
        new Video(paper, 20).Save(flint.Folder["paper.y4m"]);
        var answers = Lines("predict", "run", "run/sample.y4m", "run/sample.avi", "paper.y4m", "--json");
        answers[0].EnumerateObject().Select(p => p.Name).ShouldBe(["input", "label", "digit", "direction"]);
        answers[1].GetProperty("label").GetString().ShouldBe(answers[0].GetProperty("label").GetString());
        answers.Select(a => a.GetProperty("direction").GetProperty("label").GetString()).Distinct().ShouldHaveSingleItem();
        answers[0].GetProperty("direction").GetProperty("probabilities").GetArrayLength().ShouldBe(8);
        answers[0].GetProperty("digit").GetProperty("probabilities").EnumerateArray().Sum(p => p.GetProperty("p").GetDouble()).ShouldBe(1, 1e-4);

        File.WriteAllText(flint.Folder["text.y4m"], "not a video");
        var (code, _, error) = flint.Run("predict", "run", "text.y4m");
        (code, error).ShouldBe((1, "flint: text.y4m: This is no video that is read (it begins neither with YUV4MPEG2 nor with RIFF....AVI): convert it first, with 'ffmpeg -i FILE out.y4m' for instance.\n"));
    }

    // Black on white, each pixel three by three.
    static Image Enlarged(Image frame)
    {
        var large = new Image(3 * frame.Width, 3 * frame.Height, 1);
        for (var y = 0; y < large.Height; y++)
            for (var x = 0; x < large.Width; x++)
                large[x, y, 0] = (byte)(255 - frame[x / 3, y / 3, 0]);
        return large;
    }

    void Put(string stem, TensorDataset images, int count)
    {
        byte[] Size(int n) => [(byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n];
        File.WriteAllBytes(flint.Folder[$"digits/{stem}-images-idx3-ubyte"], [0, 0, 8, 3, .. Size(count), .. Size(28), .. Size(28), .. images.Inputs[..count].ToArray<byte>()]);
        File.WriteAllBytes(flint.Folder[$"digits/{stem}-labels-idx1-ubyte"], [0, 0, 8, 1, .. Size(count), .. images.Targets[..count].ToArray<long>().Select(t => (byte)t)]);
    }

    List<JsonElement> Lines(params string[] arguments)
    {
        var (code, output, error) = flint.Run(arguments);
        code.ShouldBe(0, error);
        return FlintProcess.Lines(output);
    }
}
