namespace Flint.Imaging;

/// <summary>
/// A single-stroke font for PNG text. A glyph is a list of strokes on a grid: x from 0, y up from the baseline at 0, capitals 7
/// high, small letters 5, descenders to -2. "04-27-44" is a line through (0,4), (2,7), (4,4); blanks part the strokes.
/// </summary>
static class StrokeFont
{
    /// <summary>Grid units per font size: capitals are 0.72 of the size.</summary>
    const double Unit = 0.72 / 7;

    static readonly Dictionary<char, (double Advance, (double X, double Y)[][] Strokes)> Glyphs = Parse();

    /// <summary>The width of a text at size 1.</summary>
    internal static double Width(string text) => text.Sum(c => Glyph(c).Advance) * Unit;

    /// <summary>The strokes of a text at size 1, from (0, 0), y up.</summary>
    internal static IEnumerable<(double X, double Y)[]> Strokes(string text)
    {
        var x = 0.0;
        foreach (var c in text)
        {
            var (advance, strokes) = Glyph(c);
            foreach (var stroke in strokes) yield return [.. stroke.Select(p => ((x + p.X) * Unit, p.Y * Unit))];
            x += advance;
        }
    }

    static (double Advance, (double X, double Y)[][] Strokes) Glyph(char c) => Glyphs.TryGetValue(c, out var glyph) ? glyph : Glyphs['\0'];

    static Dictionary<char, (double Advance, (double X, double Y)[][] Strokes)> Parse()
    {
        var glyphs = new Dictionary<char, (double, (double, double)[][])> { [' '] = (3, []) };
        foreach (var line in StrokeGlyphs.Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var c = line[0] == '\u25a1' ? '\0' : line[0];
            var strokes = line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(stroke => stroke.Split('-').Select(Point).ToArray()).ToArray();
            glyphs[c] = (strokes.SelectMany(s => s).Max(p => p.X) + 1.7, strokes);
        }
        return glyphs;
    }

    /// <summary>Two digits x y; a letter for y is below the baseline: a is -1, b is -2. A trailing ' moves x by a half.</summary>
    static (double X, double Y) Point(string text)
    {
        var y = char.IsAsciiDigit(text[1]) ? text[1] - '0' : -(text[1] - 'a' + 1);
        return (text[0] - '0' + (text.EndsWith('\'') ? 0.5 : 0), y);
    }
}
