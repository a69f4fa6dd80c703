namespace Flint.Imaging;

/// <summary>An sRGB colour with alpha, 0 to 255 each.</summary>
public readonly record struct Color(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>White.</summary>
    public static Color White => new(255, 255, 255);

    /// <summary>Near black, for text.</summary>
    public static Color Ink => new(34, 34, 34);

    /// <summary>Mid grey, for axes.</summary>
    public static Color Grey => new(136, 136, 136);

    /// <summary>Light grey, for grids.</summary>
    public static Color Faint => new(226, 226, 226);

    /// <summary>Eight colours that colour-blind people can tell apart (Okabe and Ito, 2008), for series; wraps around.</summary>
    public static Color Series(int index) => Palette[index % Palette.Length];

    static readonly Color[] Palette =
    [
        new(0, 114, 178), new(230, 90, 20), new(0, 158, 115), new(204, 121, 167),
        new(86, 180, 233), new(230, 159, 0), new(90, 90, 90), new(180, 160, 20),
    ];

    /// <summary>The colour between <paramref name="a"/> (t = 0) and <paramref name="b"/> (t = 1).</summary>
    public static Color Mix(Color a, Color b, double t)
    {
        t = Math.Clamp(t, 0, 1);
        byte Between(byte x, byte y) => (byte)Math.Round(x + (y - x) * t);
        return new(Between(a.R, b.R), Between(a.G, b.G), Between(a.B, b.B), Between(a.A, b.A));
    }

    /// <summary>As CSS writes it: <c>#0072b2</c>.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
