namespace Flint.Imaging;

/// <summary>One bar per label.</summary>
public sealed class BarChart : Chart
{
    /// <summary>Under each bar.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The height of each bar; negative ones hang down.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Below the bars.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Beside the vertical axis.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Pixels across.</summary>
    public int Width { get; init; } = 560;

    /// <summary>Pixels down.</summary>
    public int Height { get; init; } = 340;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are not as many labels as values.</exception>
    public override Drawing Draw()
    {
        if (Labels.Count != Values.Count)
            throw new InvalidOperationException($"BarChart has {Labels.Count} labels for {Values.Count} values: give one for each bar.");
        var area = new PlotArea(Width, Height, Title);
        var y = area.Vertical(Math.Min(0, Values.DefaultIfEmpty().Min()), Math.Max(0, Values.DefaultIfEmpty().Max()));
        area.Frame(null, y, XLabel, YLabel);
        var step = area.Width / Math.Max(Values.Count, 1);
        for (var i = 0; i < Values.Count; i++)
        {
            var (left, top, bottom) = (PlotArea.Left + (i + 0.15) * step, y.At(Math.Max(Values[i], 0)), y.At(Math.Min(Values[i], 0)));
            area.Drawing.Fill(left, top, 0.7 * step, bottom - top, Color.Series(0));
            area.Drawing.Text(Labels[i], left + 0.35 * step, PlotArea.Top + area.Height + 17, Color.Ink, 11, Anchor.Middle);
        }
        return area.Drawing;
    }
}
