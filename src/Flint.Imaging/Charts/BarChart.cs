namespace Flint.Imaging;

/// <summary>One bar per label.</summary>
public sealed class BarChart : Chart
{
    /// <summary>Under each bar.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The height of each bar; negative ones hang down.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>How far each value spreads to both sides, drawn as a whisker; null for none.</summary>
    public IReadOnlyList<double>? Spreads { get; init; }

    /// <summary>The lowest value of the vertical axis; 0, or the lowest bar, where not given. Bars begin there.</summary>
    public double? YMin { get; init; }

    /// <summary>Below the bars.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Beside the vertical axis.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Pixels across.</summary>
    public int Width { get; init; } = 560;

    /// <summary>Pixels down.</summary>
    public int Height { get; init; } = 340;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are not as many labels, or spreads, as values.</exception>
    public override Drawing Draw()
    {
        if (Labels.Count != Values.Count)
            throw new InvalidOperationException($"BarChart has {Labels.Count} labels for {Values.Count} values: give one for each bar.");
        if (Spreads is not null && Spreads.Count != Values.Count)
            throw new InvalidOperationException($"BarChart has {Spreads.Count} spreads for {Values.Count} values: give one for each bar, or null.");
        var area = new PlotArea(Width, Height, Title);
        var ends = Values.SelectMany((value, i) => new[] { value - Spread(i), value + Spread(i) }).DefaultIfEmpty().ToArray();
        var low = YMin ?? Math.Min(0, ends.Min());
        var y = area.Vertical(low, Math.Max(low, ends.Max()));
        area.Frame(null, y, XLabel, YLabel);
        var step = area.Width / Math.Max(Values.Count, 1);
        for (var i = 0; i < Values.Count; i++)
        {
            var foot = Math.Max(0, low);
            var (left, top, bottom) = (PlotArea.Left + (i + 0.15) * step, y.At(Math.Max(Values[i], foot)), y.At(Math.Min(Values[i], foot)));
            area.Drawing.Fill(left, top, 0.7 * step, bottom - top, Color.Series(0));
            if (Spreads is not null) Whisker(area.Drawing, left + 0.35 * step, y.At(Values[i] - Spread(i)), y.At(Values[i] + Spread(i)));
            area.Drawing.Text(Labels[i], left + 0.35 * step, PlotArea.Top + area.Height + 17, Color.Ink, 11, Anchor.Middle);
        }
        return area.Drawing;
    }

    double Spread(int bar) => Spreads?[bar] ?? 0;

    static void Whisker(Drawing drawing, double x, double bottom, double top)
    {
        drawing.Line(x, bottom, x, top, Color.Ink, 1.5);
        drawing.Line(x - 5, bottom, x + 5, bottom, Color.Ink, 1.5);
        drawing.Line(x - 5, top, x + 5, top, Color.Ink, 1.5);
    }
}
