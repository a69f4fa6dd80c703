namespace Flint.Imaging;

/// <summary>What a drawing needs of the thing it is drawn on.</summary>
interface IPainter
{
    void Line(IReadOnlyList<(double X, double Y)> points, Color color, double thickness);

    void Fill(double x, double y, double width, double height, Color color);

    void Text(string text, double x, double y, Color color, double size, Anchor anchor, bool isVertical);

    void Picture(Image image, double x, double y, double width, double height);
}

/// <summary>Moves everything before it is painted.</summary>
sealed class MovedPainter(IPainter painter, double dx, double dy) : IPainter
{
    public void Line(IReadOnlyList<(double X, double Y)> points, Color color, double thickness) =>
        painter.Line([.. points.Select(p => (p.X + dx, p.Y + dy))], color, thickness);

    public void Fill(double x, double y, double width, double height, Color color) => painter.Fill(x + dx, y + dy, width, height, color);

    public void Text(string text, double x, double y, Color color, double size, Anchor anchor, bool isVertical) =>
        painter.Text(text, x + dx, y + dy, color, size, anchor, isVertical);

    public void Picture(Image image, double x, double y, double width, double height) => painter.Picture(image, x + dx, y + dy, width, height);
}
