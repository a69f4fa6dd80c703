namespace Flint.Imaging;

/// <summary>A box to draw, in pixels of its picture.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Y">Its upper edge.</param>
/// <param name="Width">Right less left.</param>
/// <param name="Height">Bottom less top.</param>
/// <param name="Color">Of its outline.</param>
/// <param name="Caption">On top of it, in white on its colour; nothing where empty.</param>
public sealed record PictureBox(double X, double Y, double Width, double Height, Color Color, string Caption = "");

/// <summary>A picture with boxes around the things on it.</summary>
public sealed class BoxPicture : Chart
{
    /// <summary>What the boxes are drawn on.</summary>
    public required Image Image { get; init; }

    /// <summary>The boxes; later ones are drawn over earlier ones.</summary>
    public required IReadOnlyList<PictureBox> Boxes { get; init; }

    /// <summary>The height of captions in units of the picture; those of small and large pictures read alike where it grows with them.</summary>
    public double TextSize { get; init; } = 12;

    /// <inheritdoc/>
    public override Drawing Draw()
    {
        var top = Title.Length > 0 ? (int)Math.Ceiling(TextSize * 1.8) : 0;
        var drawing = new Drawing(Image.Width, top + Image.Height);
        drawing.Text(Title, drawing.Width / 2.0, TextSize * 1.2, Color.Ink, TextSize, Anchor.Middle);
        drawing.Picture(Image, 0, top, Image.Width, Image.Height);
        foreach (var box in Boxes) drawing.Box(box.X, top + box.Y, box.Width, box.Height, box.Color, Math.Max(TextSize / 6, 1));
        foreach (var box in Boxes.Where(b => b.Caption.Length > 0))
        {
            // Inside of the picture, also where the box reaches beyond it.
            var (width, height) = (StrokeFont.Width(box.Caption) * TextSize + TextSize / 2, TextSize * 1.3);
            var x = Math.Clamp(box.X, 0, Math.Max(0, Image.Width - width));
            var y = top + Math.Clamp(box.Y - height, 0, Math.Max(0, Image.Height - height));
            drawing.Fill(x, y, width, height, box.Color);
            drawing.Text(box.Caption, x + TextSize / 4, y + TextSize, Color.White, TextSize);
        }
        return drawing;
    }
}
