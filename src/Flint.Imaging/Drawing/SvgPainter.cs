using System.Globalization;
using System.Security;
using System.Text;

namespace Flint.Imaging;

/// <summary>Paints as SVG 1.1 elements.</summary>
sealed class SvgPainter : IPainter
{
    readonly StringBuilder svg = new();

    internal SvgPainter(int width, int height)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"Helvetica, Arial, sans-serif\">\n");
        Fill(0, 0, width, height, Color.White);
    }

    internal string Finish() => svg + "</svg>\n";

    public void Line(IReadOnlyList<(double X, double Y)> points, Color color, double thickness)
    {
        svg.Append("<polyline points=\"").AppendJoin(' ', points.Select(p => $"{Number(p.X)},{Number(p.Y)}"));
        svg.Append($"\" fill=\"none\" stroke=\"{color}\"{Opacity("stroke", color)} stroke-width=\"{Number(thickness)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n");
    }

    public void Fill(double x, double y, double width, double height, Color color) =>
        svg.Append($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{color}\"{Opacity("fill", color)}/>\n");

    public void Text(string text, double x, double y, Color color, double size, Anchor anchor, bool isVertical)
    {
        var turn = isVertical ? $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"" : "";
        svg.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" fill=\"{color}\"{Opacity("fill", color)} text-anchor=\"{anchor.ToString().ToLowerInvariant()}\"{turn}>{SecurityElement.Escape(text)}</text>\n");
    }

    public void Picture(Image image, double x, double y, double width, double height) =>
        svg.Append($"<image x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(Png.Encode(image))}\"/>\n");

    static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    static string Opacity(string of, Color color) => color.A == 255 ? "" : $" {of}-opacity=\"{Number(color.A / 255.0)}\"";
}
