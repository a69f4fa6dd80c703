namespace Flint.Imaging;

/// <summary>Paints on pixels. Each pixel is covered by as much of a shape as lies within half a pixel of its edge.</summary>
sealed class RasterPainter : IPainter
{
    readonly double scale;

    internal RasterPainter(int width, int height, double scale)
    {
        this.scale = scale;
        Image = new(width, height, 3);
        Array.Fill(Image.Pixels, (byte)255);
    }

    internal Image Image { get; }

    public void Line(IReadOnlyList<(double X, double Y)> points, Color color, double thickness)
    {
        var radius = thickness * scale / 2;
        // The segments of one line are merged before blending, so that joints of translucent lines are not painted twice.
        var coverage = new Dictionary<int, double>();
        for (var i = 0; i < Math.Max(points.Count - 1, 1) && points.Count > 0; i++)
            Segment(points[i], points[Math.Min(i + 1, points.Count - 1)], radius, coverage);
        foreach (var (at, covered) in coverage) Blend(at, color, covered);
    }

    public void Fill(double x, double y, double width, double height, Color color)
    {
        var (left, top, right, bottom) = (x * scale, y * scale, (x + width) * scale, (y + height) * scale);
        for (var py = Math.Max((int)Math.Floor(top), 0); py < Math.Min(Math.Ceiling(bottom), Image.Height); py++)
            for (var px = Math.Max((int)Math.Floor(left), 0); px < Math.Min(Math.Ceiling(right), Image.Width); px++)
                Blend(py * Image.Width + px, color, Overlap(px, left, right) * Overlap(py, top, bottom));
    }

    public void Text(string text, double x, double y, Color color, double size, Anchor anchor, bool isVertical)
    {
        var start = -StrokeFont.Width(text) * size * (anchor switch { Anchor.Start => 0, Anchor.Middle => 0.5, _ => 1 });
        foreach (var stroke in StrokeFont.Strokes(text))
            Line([.. stroke.Select(p => isVertical
                ? (x - p.Y * size, y - start - p.X * size)
                : (x + start + p.X * size, y - p.Y * size))], color, Math.Max(size * 0.085, 1 / scale));
    }

    public void Picture(Image image, double x, double y, double width, double height)
    {
        var source = image.ToRgb();
        var (left, top) = ((int)Math.Round(x * scale), (int)Math.Round(y * scale));
        var (across, down) = ((int)Math.Round(width * scale), (int)Math.Round(height * scale));
        for (var py = Math.Max(0, -top); py < down && top + py < Image.Height; py++)
            for (var px = Math.Max(0, -left); px < across && left + px < Image.Width; px++)
                for (var c = 0; c < 3; c++)
                    Image[left + px, top + py, c] = source[px * source.Width / across, py * source.Height / down, c];
    }

    void Segment((double X, double Y) from, (double X, double Y) to, double radius, Dictionary<int, double> coverage)
    {
        var (x0, y0, x1, y1) = (from.X * scale, from.Y * scale, to.X * scale, to.Y * scale);
        var (dx, dy) = (x1 - x0, y1 - y0);
        var length2 = dx * dx + dy * dy;
        var margin = radius + 1;
        for (var py = Math.Max((int)(Math.Min(y0, y1) - margin), 0); py <= Math.Min(Math.Max(y0, y1) + margin, Image.Height - 1); py++)
            for (var px = Math.Max((int)(Math.Min(x0, x1) - margin), 0); px <= Math.Min(Math.Max(x0, x1) + margin, Image.Width - 1); px++)
            {
                var (cx, cy) = (px + 0.5 - x0, py + 0.5 - y0);
                var t = length2 == 0 ? 0 : Math.Clamp((cx * dx + cy * dy) / length2, 0, 1);
                var distance = Math.Sqrt((cx - t * dx) * (cx - t * dx) + (cy - t * dy) * (cy - t * dy));
                var covered = Math.Clamp(radius + 0.5 - distance, 0, Math.Min(1, 2 * radius));
                if (covered > 0) coverage[py * Image.Width + px] = Math.Max(covered, coverage.GetValueOrDefault(py * Image.Width + px));
            }
    }

    static double Overlap(int pixel, double from, double to) => Math.Min(pixel + 1, to) - Math.Max(pixel, from);

    void Blend(int at, Color color, double covered)
    {
        var alpha = Math.Clamp(covered, 0, 1) * color.A / 255;
        var pixel = Image.Pixels.AsSpan(3 * at, 3);
        pixel[0] = (byte)Math.Round(pixel[0] + (color.R - pixel[0]) * alpha);
        pixel[1] = (byte)Math.Round(pixel[1] + (color.G - pixel[1]) * alpha);
        pixel[2] = (byte)Math.Round(pixel[2] + (color.B - pixel[2]) * alpha);
    }
}
