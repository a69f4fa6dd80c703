using Flint.Data;
using Flint.Imaging;

namespace Flint.Cli.Tests;

/// <summary>Pictures of other sizes and colours are brought to what the model was trained on.</summary>
public sealed class PredictTests : IDisposable
{
    const int Count = 40;

    readonly FlintProcess flint = new();

    public void Dispose() => flint.Dispose();

    [Fact]
    public void EnlargedInkOnPaperIsRecognisedAsTheOriginalIs()
    {
        flint.Run("train", "digits-mlp", "--out", "run").ExitCode.ShouldBe(0);
        var test = Digits.Test(Testing.Repository.Path("data"));
        var (counts, labels) = (test.Inputs.ToArray<byte>(), test.Targets.ToArray<long>());
        string[] same = [.. Enumerable.Range(0, Count).Select(i => Save($"same{i}.png", counts.AsSpan(i * 64, 64), zoom: 1, ink: false))];
        string[] drawn = [.. Enumerable.Range(0, Count).Select(i => Save($"drawn{i}.png", counts.AsSpan(i * 64, 64), zoom: 9, ink: true))];

        Correct(same).ShouldBeGreaterThanOrEqualTo(Count - 4);
        Correct(drawn).ShouldBeGreaterThanOrEqualTo(Count - 12);

        int Correct(string[] files)
        {
            var lines = FlintProcess.Lines(flint.Run(["predict", "run", "--json", .. files]).Output);
            lines.Count.ShouldBe(Count);
            lines[0].GetProperty("input").GetString().ShouldBe(files[0]);
            lines[0].GetProperty("probabilities").EnumerateArray().Sum(p => p.GetProperty("p").GetDouble()).ShouldBe(1, 1e-4);
            lines[0].GetProperty("probabilities")[0].GetProperty("label").GetString().ShouldBe(lines[0].GetProperty("label").GetString());
            return Enumerable.Range(0, Count).Count(i => lines[i].GetProperty("class").GetInt64() == labels[i]);
        }
    }

    // A digit as it is, or zoomed and in dark blue on white paper with a margin.
    string Save(string name, ReadOnlySpan<byte> counts, int zoom, bool ink)
    {
        var margin = ink ? 20 : 0;
        var side = 8 * zoom + 2 * margin;
        var image = new Image(side, side, ink ? 3 : 1);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var (row, column) = ((y - margin) / zoom, (x - margin) / zoom);
                var inside = y >= margin && x >= margin && row < 8 && column < 8;
                var value = inside ? Math.Min(255, counts[row * 8 + column] * 255 / 16) : 0;
                for (var c = 0; c < image.Channels; c++) image[x, y, c] = (byte)(ink ? 255 - value * (c == 2 ? 0.4 : 0.9) : value);
            }
        image.Save(flint.Folder[name]);
        return name;
    }
}
