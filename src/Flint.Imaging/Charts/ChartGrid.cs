namespace Flint.Imaging;

/// <summary>Charts of one size side by side, row by row, under a common title.</summary>
public sealed class ChartGrid : Chart
{
    const int TitleHeight = 30;

    /// <summary>The charts, the first top left.</summary>
    public required IReadOnlyList<Chart> Charts { get; init; }

    /// <summary>How many stand in a row.</summary>
    public int Columns { get; init; } = 3;

    /// <inheritdoc/>
    public override Drawing Draw()
    {
        var drawings = Charts.Select(c => c.Draw()).ToArray();
        var columns = Math.Clamp(Columns, 1, Math.Max(drawings.Length, 1));
        var (width, height) = (drawings.Select(d => d.Width).DefaultIfEmpty(1).Max(), drawings.Select(d => d.Height).DefaultIfEmpty(1).Max());
        var top = Title.Length > 0 ? TitleHeight : 0;
        var grid = new Drawing(columns * width, top + (drawings.Length + columns - 1) / columns * height);
        grid.Text(Title, grid.Width / 2.0, 21, Color.Ink, 16, Anchor.Middle);
        for (var i = 0; i < drawings.Length; i++) grid.Place(drawings[i], i % columns * width, top + i / columns * height);
        return grid;
    }
}
