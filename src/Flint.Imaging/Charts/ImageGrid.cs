namespace Flint.Imaging;

/// <summary>Pictures in rows and columns, each with a caption.</summary>
public sealed class ImageGrid : Chart
{
    /// <summary>The pictures, row by row.</summary>
    public required IReadOnlyList<Image> Images { get; init; }

    /// <summary>Under each picture; may be shorter than the list.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>Colours of the captions, for telling right from wrong; dark where missing.</summary>
    public IReadOnlyList<Color> CaptionColors { get; init; } = [];

    /// <summary>Pictures per row.</summary>
    public int Columns { get; init; } = 8;

    /// <summary>Pixels of a picture's longer side.</summary>
    public int CellSize { get; init; } = 64;

    /// <inheritdoc/>
    public override Drawing Draw()
    {
        const int gap = 6;
        var columns = Math.Max(Math.Min(Columns, Images.Count), 1);
        var rows = (Images.Count + columns - 1) / columns;
        var (top, caption) = (Title.Length > 0 ? 30 : gap, Captions.Count > 0 ? 16 : 0);
        // Where every picture is wider than high, rows are as high as the highest needs.
        var cellHeight = (int)Math.Ceiling(Images.Select(i => (double)CellSize * i.Height / Math.Max(i.Width, i.Height)).DefaultIfEmpty(CellSize).Max());
        var drawing = new Drawing(gap + columns * (CellSize + gap), top + Math.Max(rows, 1) * (cellHeight + caption + gap));
        drawing.Text(Title, drawing.Width / 2.0, 19, Color.Ink, 14, Anchor.Middle);
        for (var i = 0; i < Images.Count; i++)
        {
            var (x, y) = (gap + i % columns * (CellSize + gap), top + i / columns * (cellHeight + caption + gap));
            var scale = (double)CellSize / Math.Max(Images[i].Width, Images[i].Height);
            var (width, height) = (Images[i].Width * scale, Images[i].Height * scale);
            drawing.Picture(Images[i], x + (CellSize - width) / 2, y + (cellHeight - height) / 2, width, height);
            if (i >= Captions.Count) continue;
            var size = Math.Min(11, CellSize / Math.Max(StrokeFont.Width(Captions[i]), 0.1));
            drawing.Text(Captions[i], x + CellSize / 2.0, y + cellHeight + 12, i < CaptionColors.Count ? CaptionColors[i] : Color.Ink, size, Anchor.Middle);
        }
        return drawing;
    }
}
