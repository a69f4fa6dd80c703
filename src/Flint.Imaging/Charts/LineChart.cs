namespace Flint.Imaging;

/// <summary>Points joined by a line; points with NaN or infinity part it.</summary>
/// <param name="Name">Shown in the legend.</param>
/// <param name="X">The horizontal values.</param>
/// <param name="Y">The vertical values, as many.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Show each point, too: for a few values such as one per epoch.</summary>
    public bool HasDots { get; init; }
}

/// <summary>Curves over a common axis: losses and accuracies over steps or epochs.</summary>
public sealed class LineChart : Chart
{
    /// <summary>The curves; colours follow <see cref="Color.Series"/>.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Below the horizontal axis.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Beside the vertical axis.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>The least that the vertical axis shows, so that charts beside each other compare; null follows the data.</summary>
    public double? YMin { get; init; }

    /// <summary>The most that the vertical axis shows; values above are drawn at the edge. Null follows the data.</summary>
    public double? YMax { get; init; }

    /// <summary>Pixels across.</summary>
    public int Width { get; init; } = 560;

    /// <summary>Pixels down.</summary>
    public int Height { get; init; } = 340;

    /// <inheritdoc/>
    public override Drawing Draw()
    {
        var area = new PlotArea(Width, Height, Title);
        var (xs, ys) = (Finite(Series.SelectMany(s => s.X)), Finite(Series.SelectMany(s => s.Y)));
        var x = area.Horizontal(xs.Min(), xs.Max(), isWhole: xs.All(double.IsInteger));
        var (low, high) = (YMin ?? ys.Min(), YMax ?? ys.Max());
        var y = area.Vertical(low, high);
        area.Frame(x, y, XLabel, YLabel);
        for (var i = 0; i < Series.Count; i++)
        {
            foreach (var run in Runs(Series[i])) area.Drawing.Line([.. run.Select(At)], Color.Series(i), 1.8);
            if (Series[i].HasDots)
                foreach (var point in Runs(Series[i]).SelectMany(run => run)) area.Drawing.Dot(At(point).X, At(point).Y, 3, Color.Series(i));
        }
        Legend(area, [.. Series.SelectMany(Runs).SelectMany(run => run).Select(At)]);
        return area.Drawing;

        (double X, double Y) At((double X, double Y) point) =>
            (x.At(point.X), y.At(Math.Clamp(point.Y, Math.Min(low, high), Math.Max(low, high))));
    }

    void Legend(PlotArea area, (double X, double Y)[] points)
    {
        var names = Series.Where(s => s.Name.Length > 0).ToArray();
        if (names.Length == 0) return;
        var (width, height) = (names.Max(s => StrokeFont.Width(s.Name) * 11) + 34, 17 * names.Length + 4);
        var (left, top) = Emptiest(area, width, height, points);
        area.Drawing.Fill(left, top, width, height, new(255, 255, 255, 220));
        for (var i = 0; i < Series.Count; i++)
        {
            if (Series[i].Name.Length == 0) continue;
            var at = top + 11 + 17 * Array.IndexOf(names, Series[i]);
            area.Drawing.Line(left + 6, at, left + 22, at, Color.Series(i), 2.5);
            area.Drawing.Text(Series[i].Name, left + 28, at + 4, Color.Ink, 11);
        }
    }

    /// <summary>The corner where a box hides the fewest points; the top right where several do equally.</summary>
    static (double Left, double Top) Emptiest(PlotArea area, double width, double height, (double X, double Y)[] points)
    {
        double left = PlotArea.Left + 4, right = PlotArea.Left + area.Width - width - 4;
        double top = PlotArea.Top + 4, bottom = PlotArea.Top + area.Height - height - 4;
        (double Left, double Top)[] corners = [(right, top), (right, bottom), (left, top), (left, bottom)];
        return corners.MinBy(c => points.Count(p => p.X >= c.Left && p.X <= c.Left + width && p.Y >= c.Top && p.Y <= c.Top + height));
    }

    static double[] Finite(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length > 0 ? finite : [0];
    }

    static IEnumerable<List<(double X, double Y)>> Runs(LineSeries series)
    {
        var run = new List<(double, double)>();
        for (var i = 0; i < Math.Min(series.X.Count, series.Y.Count); i++)
        {
            if (double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]))
            {
                run.Add((series.X[i], series.Y[i]));
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
        if (run.Count > 0) yield return run;
    }
}
