namespace Flint.Imaging;

/// <summary>Where a text stands relative to its point.</summary>
public enum Anchor
{
    /// <summary>The text begins at the point.</summary>
    Start,

    /// <summary>The text is centred on the point.</summary>
    Middle,

    /// <summary>The text ends at the point.</summary>
    End,
}

/// <summary>
/// A picture as a list of shapes, in pixels from the top left: drawn once, saved as SVG (exact at any size) or PNG (antialiased).
/// </summary>
/// <param name="width">Pixels across.</param>
/// <param name="height">Pixels down.</param>
public sealed class Drawing(int width, int height)
{
    readonly List<Action<IPainter>> shapes = [];

    /// <summary>Pixels across.</summary>
    public int Width { get; } = width;

    /// <summary>Pixels down.</summary>
    public int Height { get; } = height;

    /// <summary>A polyline of the given thickness, with round joints.</summary>
    public Drawing Line(IReadOnlyList<(double X, double Y)> points, Color color, double thickness = 1) => Add(p => p.Line(points, color, thickness));

    /// <summary>A straight line.</summary>
    public Drawing Line(double x0, double y0, double x1, double y1, Color color, double thickness = 1) => Line([(x0, y0), (x1, y1)], color, thickness);

    /// <summary>A filled rectangle.</summary>
    public Drawing Fill(double x, double y, double width, double height, Color color) => Add(p => p.Fill(x, y, width, height, color));

    /// <summary>The outline of a rectangle, as around a detected object.</summary>
    public Drawing Box(double x, double y, double width, double height, Color color, double thickness = 1) =>
        Line([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], color, thickness);

    /// <summary>A filled circle.</summary>
    public Drawing Dot(double x, double y, double radius, Color color) => Add(p => p.Line([(x, y), (x, y)], color, 2 * radius));

    /// <summary>A line of text with its baseline at y.</summary>
    /// <param name="text">The text; PNG shows ASCII, other characters become a box.</param>
    /// <param name="x">The point it is anchored at.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="size">The font size in pixels.</param>
    /// <param name="anchor">Where the point is along the text.</param>
    /// <param name="isVertical">Turned by 90 degrees to read upwards.</param>
    public Drawing Text(string text, double x, double y, Color color, double size = 12, Anchor anchor = Anchor.Start, bool isVertical = false) =>
        Add(p => p.Text(text, x, y, color, size, anchor, isVertical));

    /// <summary>A picture, scaled without smoothing into a rectangle.</summary>
    public Drawing Picture(Image image, double x, double y, double width, double height) => Add(p => p.Picture(image, x, y, width, height));

    /// <summary>Another drawing with its top left at (x, y).</summary>
    public Drawing Place(Drawing other, double x, double y) => Add(p =>
    {
        var moved = new MovedPainter(p, x, y);
        foreach (var shape in other.shapes) shape(moved);
    });

    /// <summary>The drawing as an SVG document.</summary>
    public string ToSvg()
    {
        var painter = new SvgPainter(Width, Height);
        foreach (var shape in shapes) shape(painter);
        return painter.Finish();
    }

    /// <summary>The drawing as RGB pixels on white, <paramref name="scale"/> pixels per unit.</summary>
    public Image ToImage(double scale = 2)
    {
        var painter = new RasterPainter((int)Math.Ceiling(Width * scale), (int)Math.Ceiling(Height * scale), scale);
        foreach (var shape in shapes) shape(painter);
        return painter.Image;
    }

    /// <summary>Writes an .svg or .png file, by the extension.</summary>
    /// <exception cref="ArgumentException">Another extension.</exception>
    public void Save(string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg": PictureFile.Write(path, System.Text.Encoding.UTF8.GetBytes(ToSvg())); break;
            case ".png": ToImage().Save(path); break;
            default: throw new ArgumentException($"A drawing is saved as .svg or .png, not as {Path.GetFileName(path)}.", nameof(path));
        }
    }

    Drawing Add(Action<IPainter> shape)
    {
        shapes.Add(shape);
        return this;
    }
}
