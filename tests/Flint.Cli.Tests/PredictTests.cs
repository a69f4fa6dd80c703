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
    public void EnlargedInkOnPaperAndChalkOnABoardAreRecognisedAsTheOriginalsAre()
    {
        flint.Run("train", "digits-mlp", "--out", "run").ExitCode.ShouldBe(0);
        var test = Digits.Test(Testing.Repository.Path("data"));
        var (counts, labels) = (test.Inputs.ToArray<byte>(), test.Targets.ToArray<long>());
        string[] Pictures(string name, int zoom, byte[]? paper = null, byte[]? ink = null) =>
            [.. Enumerable.Range(0, Count).Select(i => Save($"{name}{i}.png", counts.AsSpan(i * 64, 64), zoom, paper ?? [0], ink ?? [255]))];

        Correct(Pictures("same", zoom: 1)).ShouldBeGreaterThanOrEqualTo(Count - 4);
        Correct(Pictures("paper", zoom: 9, paper: [250, 246, 235], ink: [20, 40, 140])).ShouldBeGreaterThanOrEqualTo(Count - 12);
        Correct(Pictures("board", zoom: 9, paper: [30, 60, 45], ink: [240, 240, 230])).ShouldBeGreaterThanOrEqualTo(Count - 12);

        int Correct(string[] files)
        {
            var lines = FlintProcess.Lines(flint.Run(["predict", "run", "--json", .. files]).Output);
            lines.Count.ShouldBe(Count);
            lines[0].EnumerateObject().Select(p => p.Name).ShouldBe(["input", "class", "label", "probabilities"]);
            lines[0].GetProperty("probabilities")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["label", "p"]);
            lines[0].GetProperty("input").GetString().ShouldBe(files[0]);
            lines[0].GetProperty("probabilities").EnumerateArray().Sum(p => p.GetProperty("p").GetDouble()).ShouldBe(1, 1e-4);
            lines[0].GetProperty("probabilities")[0].GetProperty("label").GetString().ShouldBe(lines[0].GetProperty("label").GetString());
            return Enumerable.Range(0, Count).Count(i => lines[i].GetProperty("class").GetInt64() == labels[i]);
        }
    }

    // A digit as it is, or zoomed with a margin; paper and ink are grey or RGB.
    string Save(string name, ReadOnlySpan<byte> counts, int zoom, byte[] paper, byte[] ink)
    {
        var margin = zoom > 1 ? 20 : 0;
        var side = 8 * zoom + 2 * margin;
        var image = new Image(side, side, paper.Length);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var (row, column) = ((y - margin) / zoom, (x - margin) / zoom);
                var inside = y >= margin && x >= margin && row < 8 && column < 8;
                var drawn = inside ? counts[row * 8 + column] / 16.0 : 0;
                for (var c = 0; c < image.Channels; c++) image[x, y, c] = (byte)(paper[c] + drawn * (ink[c] - paper[c]));
            }
        image.Save(flint.Folder[name]);
        return name;
    }
}
