namespace Flint.Vision.Transforms;

/// <summary>Hue, saturation and value of 8 bits each, with PIL's roundings.</summary>
static class Hsv
{
    internal static (byte H, byte S, byte V) From(byte r, byte g, byte b)
    {
        var (most, least) = (Math.Max(r, Math.Max(g, b)), Math.Min(r, Math.Min(g, b)));
        if (most == least) return (0, 0, most);
        float range = most - least;
        var s = range / most;
        var (toR, toG, toB) = ((most - r) / range, (most - g) / range, (most - b) / range);
        var h = r == most ? toB - toG : g == most ? (float)(2.0 + toR - toB) : (float)(4.0 + toG - toR);
        h = (float)((h / 6.0 + 1.0) % 1.0);
        return ((byte)Math.Clamp((int)(h * 255.0), 0, 255), (byte)Math.Clamp((int)(s * 255.0), 0, 255), most);
    }

    internal static (byte R, byte G, byte B) ToRgb(byte h, byte s, byte v)
    {
        if (s == 0) return (v, v, v);
        var sector = (int)Math.Floor(h * 6.0 / 255.0);
        var f = (float)(h * 6.0 / 255.0 - sector);
        var share = (float)(s / 255.0);
        var p = Round(v * (1.0 - share));
        var q = Round(v * (1.0 - share * f));
        var t = Round(v * (1.0 - share * (1.0 - f)));
        return (sector % 6) switch
        {
            0 => (v, t, p),
            1 => (q, v, p),
            2 => (p, v, t),
            3 => (p, q, v),
            4 => (t, p, v),
            _ => (v, p, q),
        };
    }

    static byte Round(double x) => (byte)Math.Clamp((int)Math.Round(x, MidpointRounding.AwayFromZero), 0, 255);
}
