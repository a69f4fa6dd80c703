using System.Text.Json;
using Flint.Imaging;
using Flint.Testing;

namespace Flint.Cli.Tests;

/// <summary>The recipes that make images, from end to end on a few of MNIST's.</summary>
public sealed class GenerativeRecipeTests : IDisposable
{
    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Theory]
    [InlineData("mnist-gan", 1_094_673, "d_loss", "g_loss")]
    [InlineData("mnist-dcgan", 383_650, "d_loss", "g_loss")]
    [InlineData("mnist-vae", 258_025, "negative_elbo", "reconstruction", "kl_divergence")]
    [InlineData("mnist-diffusion", 300_132)]
    public void TrainsScoresAndMakesPictures(string recipe, int parameters, params string[] losses)
    {
        MnistSlice.Write(flint.Folder["data"], train: 200, test: 80);
        var lines = Lines("train", recipe, "--data", "data", "--epochs", "2", "--batch-size", "20", "--json", "--out", "run");
        lines.Count.ShouldBe(3);
        Names(lines[0]).ShouldBe(["epoch", "step", "train_loss", "val_loss", "metrics", "samples_per_s", "seconds"]);
        lines[1].GetProperty("step").GetInt32().ShouldBe(20);
        Names(lines[0].GetProperty("metrics")).ShouldBe([.. losses, "frechet_distance", "frechet_floor", .. losses.Select(l => $"train_{l}")]);
        foreach (var figure in lines[0].GetProperty("metrics").EnumerateObject()) double.IsFinite(figure.Value.GetDouble()).ShouldBeTrue(figure.Name);
        var floor = Metric(lines[0], "frechet_floor");
        floor.ShouldBeInRange(0.1, 50);
        Metric(lines[1], "frechet_floor").ShouldBe(floor);
        Metric(lines[1], "frechet_distance").ShouldBeGreaterThan(floor); // nobody draws after 20 steps as people do
        if (recipe is "mnist-vae" or "mnist-diffusion")
            lines[1].GetProperty("val_loss").GetDouble().ShouldBeLessThan(lines[0].GetProperty("val_loss").GetDouble());

        var best = lines[2].GetProperty("best_epoch").GetInt32();
        var distance = lines[2].GetProperty("test").GetProperty("frechet_distance").GetDouble();
        distance.ShouldBe(Math.Min(Metric(lines[0], "frechet_distance"), Metric(lines[1], "frechet_distance")));
        distance.ShouldBe(Metric(lines[best - 1], "frechet_distance"));
        JsonDocument.Parse(File.ReadAllBytes(Run("config.json"))).RootElement.GetProperty("model").GetProperty("parameters").GetInt32().ShouldBe(parameters);
        foreach (var file in new[] { "loss.png", "loss.svg", "frechet_distance.png", "frechet_distance.svg", "metrics.jsonl", "state.safetensors", "scorer.safetensors" })
            File.Exists(Run(file)).ShouldBeTrue(file);
        Image.Load(Run("samples-epoch-01.png")).Pixels.ShouldNotBe(Image.Load(Run("samples-epoch-02.png")).Pixels);

        var eval = Lines("eval", "run", "--json").ShouldHaveSingleItem();
        eval.GetProperty("n").GetInt32().ShouldBe(80);
        Metric(eval, "frechet_distance").ShouldBe(distance);
        Metric(eval, "frechet_floor").ShouldBe(floor);
        eval.GetProperty("loss").GetDouble().ShouldBe(lines[best - 1].GetProperty("val_loss").GetDouble());

        var predicted = Lines("predict", "run", "7", "8", "--json");
        predicted.Select(p => p.GetProperty("picture").GetString()).ShouldBe([Path.Combine("run", "samples-seed-7.png"), Path.Combine("run", "samples-seed-8.png")]);
        var seven = File.ReadAllBytes(Run("samples-seed-7.png"));
        File.ReadAllBytes(Run("samples-seed-8.png")).ShouldNotBe(seven);
        flint.Run("predict", "run", "7").Output.ShouldContain("samples-seed-7.png");
        File.ReadAllBytes(Run("samples-seed-7.png")).ShouldBe(seven);
    }

    [Fact]
    public void AVaeMakesAPictureAgainAndWhatIsNoInputIsSaid()
    {
        MnistSlice.Write(flint.Folder["data"], train: 200, test: 80);
        Lines("train", "mnist-vae", "--data", "data", "--epochs", "1", "--json", "--out", "run");
        new Image(28, 28, 1, [.. Enumerable.Range(0, 784).Select(i => (byte)(i % 28 is > 12 and < 16 ? 255 : 0))]).Save(flint.Folder["one.png"]);
        Lines("predict", "run", "one.png", "--json").ShouldHaveSingleItem().GetProperty("picture").GetString().ShouldBe(Path.Combine("run", "one-reconstruction.png"));
        var made = Image.Load(Run("one-reconstruction.png"));
        (made.Width, made.Height).ShouldBe((2 * (6 + 2 * 34), 2 * (6 + 34))); // input and reconstruction, twice 28 pixels each, 6 around
        Images(made, 0).ShouldContain((byte)255);
        Images(made, 34).ShouldNotBe(Images(made, 0));
        var (code, _, error) = flint.Run("predict", "run", "x7");
        (code, error).ShouldBe((1, "flint: 'x7' is neither a file nor a whole number: mnist-vae makes pictures from a seed, such as 7.\n"));

        // The reds of a cell's pixels.
        static byte[] Images(Image grid, int left) => [.. from y in Enumerable.Range(12, 56) from x in Enumerable.Range(2 * (6 + left), 56) select grid[x, y, 0]];
    }

    List<JsonElement> Lines(params string[] arguments)
    {
        var (code, output, error) = flint.Run(arguments);
        code.ShouldBe(0, error);
        return FlintProcess.Lines(output);
    }

    string Run(string file) => Path.Combine(flint.Folder["run"], file);

    static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    static double Metric(JsonElement line, string name) => line.GetProperty("metrics").GetProperty(name).GetDouble();
}
