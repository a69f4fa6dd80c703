using System.Globalization;

namespace Flint.Imaging;

/// <summary>A matrix as coloured cells with their numbers: a confusion matrix, attention weights.</summary>
public sealed class HeatMap : Chart
{
    /// <summary>[row, column].</summary>
    public required double[,] Values { get; init; }

    /// <summary>Left of each row.</summary>
    public IReadOnlyList<string> RowLabels { get; init; } = [];

    /// <summary>Below each column.</summary>
    public IReadOnlyList<string> ColumnLabels { get; init; } = [];

    /// <summary>Below the columns.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Beside the rows.</summary>
    public string YLabel { get; init; } = "";

    /// <summary>Pixels of a cell's side.</summary>
    public int CellSize { get; init; } = 36;

    /// <summary>How numbers are written in the cells; empty leaves them out.</summary>
    public string NumberFormat { get; init; } = "0.##";

    /// <summary>Colour each row by its own largest value, as for a confusion matrix of unequal classes.</summary>
    public bool ScaleByRow { get; init; }

    /// <inheritdoc/>
    public override Drawing Draw()
    {
        var (rows, columns) = (Values.GetLength(0), Values.GetLength(1));
        var slanted = ColumnLabels.Any(l => StrokeFont.Width(l) * 11 > CellSize);
        var left = 34 + (int)Longest(RowLabels);
        var below = 30 + (slanted ? (int)Longest(ColumnLabels) : 14);
        const int top = 34;
        var drawing = new Drawing(left + columns * CellSize + 16, top + rows * CellSize + below);
        drawing.Text(Title, drawing.Width / 2.0, 20, Color.Ink, 14, Anchor.Middle);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++) Cell(drawing, r, c, left + c * CellSize, top + r * CellSize);
            if (r < RowLabels.Count) drawing.Text(RowLabels[r], left - 5, top + (r + 0.5) * CellSize + 4, Color.Ink, 11, Anchor.End);
        }
        for (var c = 0; c < Math.Min(columns, ColumnLabels.Count); c++)
            drawing.Text(ColumnLabels[c], left + (c + 0.5) * CellSize + (slanted ? 4 : 0), top + rows * CellSize + (slanted ? 6 : 15), Color.Ink, 11,
                slanted ? Anchor.End : Anchor.Middle, isVertical: slanted);
        drawing.Text(XLabel, left + columns * CellSize / 2.0, drawing.Height - 8, Color.Ink, 12, Anchor.Middle);
        drawing.Text(YLabel, 14, top + rows * CellSize / 2.0, Color.Ink, 12, Anchor.Middle, isVertical: true);
        return drawing;
    }

    void Cell(Drawing drawing, int r, int c, double x, double y)
    {
        var (low, high) = Range(r);
        var t = high > low ? (Values[r, c] - low) / (high - low) : 0;
        drawing.Fill(x, y, CellSize - 1, CellSize - 1, Color.Mix(new(240, 244, 250), Color.Series(0), t));
        if (NumberFormat.Length == 0) return;
        var text = Values[r, c].ToString(NumberFormat, CultureInfo.InvariantCulture);
        var size = Math.Min(11, 0.85 * CellSize / Math.Max(StrokeFont.Width(text), 0.1));
        drawing.Text(text, x + CellSize / 2.0, y + CellSize / 2.0 + size * 0.36, t > 0.55 ? Color.White : Color.Ink, size, Anchor.Middle);
    }

    (double Low, double High) Range(int row)
    {
        var (low, high) = (0.0, double.NegativeInfinity);
        for (var r = ScaleByRow ? row : 0; r < (ScaleByRow ? row + 1 : Values.GetLength(0)); r++)
            for (var c = 0; c < Values.GetLength(1); c++)
                (low, high) = (Math.Min(low, Values[r, c]), Math.Max(high, Values[r, c]));
        return (low, high);
    }

    static double Longest(IReadOnlyList<string> labels) => labels.Select(l => StrokeFont.Width(l) * 11).DefaultIfEmpty().Max();
}
