using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>Pictures of a <see cref="VideoEvents"/> run: frames of test videos with what was said of them, and which direction is taken for which.</summary>
static class VideoPictures
{
    const int Shown = 8, Batch = 256, Step = 3;

    /// <summary>Draws clips.svg, directions.svg and their .png, and writes the first test video as sample.y4m and sample.avi, to try the model on.</summary>
    internal static void Draw(RunFolder folder, Network network, Dataset test)
    {
        var labels = folder.Config.Labels;
        var heads = VideoHead.Of(labels.Count);
        var (found, expected) = Answers(network, test, heads);
        string Text(long[][] answers, int i) => string.Join(" ", heads.Index().Select(h => labels[h.Item.First + (int)answers[h.Index][i]]));

        // Mistakes first: they are what there is to learn from.
        int[] shown = [.. Enumerable.Range(0, test.Count).OrderBy(i => Enumerable.Range(0, heads.Count).All(h => found[h][i] == expected[h][i])).Take(Shown / 2)];
        shown = [.. shown, .. Enumerable.Range(0, test.Count).Except(shown).Take(Shown - shown.Length)];
        Clips(test, [.. shown.Select(i => (i, Text(found, i), Text(expected, i)))], folder.Config.Recipe).SaveBoth(folder.File("clips"));
        Directions(found[1], expected[1], folder.Config.Recipe).SaveBoth(folder.File("directions"));

        var sample = new Video([.. Frames(test, 0)], frameRate: 10);
        sample.Save(folder.File("sample.y4m"));
        sample.Save(folder.File("sample.avi"));
    }

    static (long[][] Found, long[][] Expected) Answers(Network network, Dataset test, IReadOnlyList<VideoHead> heads)
    {
        using var _ = new NoGrad();
        network.Module.Eval();
        var batches = new DataLoader(test, Batch).Select(b => (Outputs: network.Forward(b.Inputs), b.Targets)).ToArray();
        return ([.. heads.Select(h => batches.SelectMany(b => h.Answers(b.Outputs)).ToArray())], [.. heads.Select(h => batches.SelectMany(b => h.Target(b.Targets).ToArray<long>()).ToArray())]);
    }

    static ImageGrid Clips(Dataset test, (int Example, string Found, string Expected)[] clips, string recipe)
    {
        var each = Enumerable.Range(0, VideoEvents.Frames).Where(t => t % Step == 0).ToArray();
        return new()
        {
            Title = $"{recipe}: every third frame of test videos, mistakes first",
            Columns = 2 * each.Length,
            CellSize = 90,
            Images = [.. clips.SelectMany(c => Frames(test, c.Example).Where((_, t) => t % Step == 0))],
            Captions = [.. clips.SelectMany(c => Captions(c.Found, c.Expected, each.Length))],
            CaptionColors = [.. clips.SelectMany(c => Enumerable.Repeat(c.Found == c.Expected ? Color.Ink : Color.Series(1), each.Length))],
        };
    }

    // Under the first two frames of a video what was said, under the last two what is true.
    static string[] Captions(string found, string expected, int count) => [.. Enumerable.Repeat("", count - 2).Prepend(found), found == expected ? "correct" : $"is {expected}"];

    static IEnumerable<Image> Frames(Dataset test, int example)
    {
        var video = test[example].Input;
        var (height, width) = (video.Size(2), video.Size(3));
        return video.ToArray<float>().Chunk(height * width)
            .Select(pixels => new Image(width, height, 1, Array.ConvertAll(pixels, p => (byte)MathF.Round(Math.Clamp(p, 0, 1) * 255))));
    }

    static HeatMap Directions(long[] found, long[] expected, string recipe)
    {
        var names = MovingDigits.Directions;
        var counts = new double[names.Count, names.Count];
        for (var i = 0; i < found.Length; i++) counts[expected[i], found[i]]++;
        var right = Enumerable.Range(0, names.Count).Sum(i => counts[i, i]) / found.Length;
        return new()
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{recipe}: directions, {right:p1} right"),
            Values = counts,
            RowLabels = names,
            ColumnLabels = names,
            YLabel = "direction",
            XLabel = "taken for",
            NumberFormat = "0",
            ScaleByRow = true,
            CellSize = 44,
        };
    }
}
