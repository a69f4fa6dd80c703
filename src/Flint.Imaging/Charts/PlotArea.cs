namespace Flint.Imaging;

/// <summary>The frame of a chart: title, axes with labelled ticks, grid.</summary>
sealed class PlotArea
{
    internal const int Left = 62, Top = 34, Right = 16, Bottom = 46;

    internal readonly Drawing Drawing;
    internal readonly double Width, Height;

    internal PlotArea(int width, int height, string title)
    {
        Drawing = new(width, height);
        (Width, Height) = (width - Left - Right, height - Top - Bottom);
        Drawing.Text(title, width / 2.0, 20, Color.Ink, 14, Anchor.Middle);
    }

    internal Axis Horizontal(double low, double high, bool isWhole = false) => new(low, high, Left, Width, isWhole);

    internal Axis Vertical(double low, double high) => new(low, high, Top + Height, -Height);

    internal void Frame(Axis? x, Axis y, string xLabel, string yLabel)
    {
        foreach (var (pixel, label) in y.Ticks())
        {
            Drawing.Line(Left, pixel, Left + Width, pixel, Color.Faint);
            Drawing.Text(label, Left - 6, pixel + 4, Color.Ink, 11, Anchor.End);
        }
        foreach (var (pixel, label) in x?.Ticks() ?? [])
        {
            Drawing.Line(pixel, Top + Height, pixel, Top + Height + 4, Color.Grey);
            Drawing.Text(label, pixel, Top + Height + 17, Color.Ink, 11, Anchor.Middle);
        }
        Drawing.Line([(Left, Top), (Left, Top + Height), (Left + Width, Top + Height)], Color.Grey);
        Drawing.Text(xLabel, Left + Width / 2, Top + Height + 36, Color.Ink, 12, Anchor.Middle);
        Drawing.Text(yLabel, 14, Top + Height / 2, Color.Ink, 12, Anchor.Middle, isVertical: true);
    }
}
