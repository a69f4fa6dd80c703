using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>Pictures of a <see cref="FacesVerify"/> study: ROC curves, and the pairs that the network errs on most.</summary>
static class FacePictures
{
    const int Points = 400, Pairs = 8;

    internal static void Draw(RunFolder folder, TensorDataset data, FoldResult[] folds)
    {
        new ChartGrid
        {
            Title = $"{folder.Config.Recipe}: people not seen in training, mean of {folds.Length} folds",
            Columns = 2,
            Charts = [Curves(folds, "all false accept rates", upTo: 1), Curves(folds, "few false accepts", upTo: 0.05)],
        }.SaveBoth(folder.File("roc"));
        Hardest(data, folds).SaveBoth(folder.File("hardest"));
    }

    static LineChart Curves(FoldResult[] folds, string title, double upTo)
    {
        double[] x = [.. Enumerable.Range(0, Points + 1).Select(i => upTo * i / Points)];
        return new()
        {
            Title = title,
            XLabel = "false accept rate",
            YLabel = "true accept rate",
            YMax = 1,
            YMin = 0,
            Series = [.. folds[0].All.Index().Select(way => new LineSeries(way.Item.Name, x, Mean([.. folds.Select(f => f.All[way.Index].Auc.Curve())], x)))],
        };
    }

    /// <summary>The mean of the curves' heights at each x.</summary>
    static double[] Mean(IReadOnlyList<CurvePoint>[] curves, double[] x) =>
        [.. x.Select(rate => curves.Average(curve => curve.Last(p => p.X <= rate).Y))];

    /// <summary>
    /// Two pictures beside each other: for each person those least alike, and for each two people those most alike, the hardest of them.
    /// </summary>
    static ImageGrid Hardest(TensorDataset data, FoldResult[] folds)
    {
        var pairs = folds.SelectMany(Scored).ToArray();
        var missed = pairs.Where(p => p.Same).OrderBy(p => p.Similarity).DistinctBy(People).Take(Pairs);
        var mistaken = pairs.Where(p => !p.Same).OrderByDescending(p => p.Similarity).DistinctBy(People).Take(Pairs);
        (int First, int Second, bool Same, double Similarity, double Threshold)[] shown = [.. missed, .. mistaken];
        return new()
        {
            Title = "hardest pairs: one person (above) taken for two, two people (below) taken for one",
            Columns = Pairs / 2,
            CellSize = 190,
            Images = [.. shown.Select(p => Beside(data, p.First, p.Second))],
            Captions = [.. shown.Select(p => string.Create(CultureInfo.InvariantCulture, $"{Person(data, p.First)}, {Person(data, p.Second)}: {p.Similarity:0.00}"))],
            CaptionColors = [.. shown.Select(p => p.Same == p.Similarity >= p.Threshold ? Color.Ink : Color.Series(1))],
        };

        (string, string) People((int First, int Second, bool, double, double) pair) => (Person(data, pair.First), Person(data, pair.Second));
    }

    static IEnumerable<(int First, int Second, bool Same, double Similarity, double Threshold)> Scored(FoldResult fold)
    {
        var (n, values, threshold) = (fold.Test.Length, fold.Net.Similarity.To(DType.Float64).ToArray<double>(), fold.Net.Rate.Threshold);
        return from i in Enumerable.Range(0, n)
               from j in Enumerable.Range(i + 1, n - i - 1)
               select (fold.Test[i], fold.Test[j], fold.People[i] == fold.People[j], values[i * n + j], threshold);
    }

    static string Person(TensorDataset data, int picture) => data.Classes[(int)data.Targets[picture].Item<long>()];

    static Image Beside(TensorDataset data, int first, int second)
    {
        var (height, width) = (data.Inputs.Size(2), data.Inputs.Size(3));
        var both = new Image(2 * width + 1, height, 1);
        foreach (var (picture, left) in new[] { (first, 0), (second, width + 1) })
        {
            var pixels = data.Inputs[picture].ToArray<byte>();
            for (var y = 0; y < height; y++) pixels.AsSpan(y * width, width).CopyTo(both.Pixels.AsSpan(y * both.Width + left));
        }
        return both;
    }
}
