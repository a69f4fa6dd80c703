namespace Flint.Imaging;

/// <summary>What the components of a picture mean.</summary>
enum JpegColorSpace
{
    /// <summary>One component.</summary>
    Grey,

    /// <summary>Luminance and two colour differences of JFIF (ITU-R BT.601, full range).</summary>
    YCbCr,

    /// <summary>Red, green, blue as they are.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow, black, stored inverted (Adobe's habit).</summary>
    Cmyk,

    /// <summary>The inverse of cyan, magenta and yellow as YCbCr; black, stored inverted.</summary>
    Ycck,
}

/// <summary>From a row of each component to a row of pixels.</summary>
static class JpegColor
{
    // round(2^16 x) of 1.402, 1.772, 0.34414 and 0.71414.
    const int RedOfCr = 91881, BlueOfCb = 116130, GreenOfCb = -22554, GreenOfCr = -46802, Half = 1 << 15;

    /// <summary>R = Y + 1.402 Cr, G = Y - 0.34414 Cb - 0.71414 Cr, B = Y + 1.772 Cb, where Cb and Cr are 128 too large.</summary>
    internal static void ToRgb(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        for (var i = 0; i < y.Length; i++)
        {
            var (r, g, b) = ToRgb(y[i], cb[i], cr[i]);
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (r, g, b);
        }
    }

    /// <summary>Three components side by side.</summary>
    internal static void Interleave(ReadOnlySpan<byte> r, ReadOnlySpan<byte> g, ReadOnlySpan<byte> b, Span<byte> rgb)
    {
        for (var i = 0; i < r.Length; i++) (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (r[i], g[i], b[i]);
    }

    /// <summary>Ink of 255 - c over black of 255 - k: K - (255 - C) K / 255, the stored bytes being inverted.</summary>
    internal static void FromInk(ReadOnlySpan<byte> c, ReadOnlySpan<byte> m, ReadOnlySpan<byte> y, ReadOnlySpan<byte> k, Span<byte> rgb)
    {
        for (var i = 0; i < k.Length; i++)
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (Ink(255 - c[i], k[i]), Ink(255 - m[i], k[i]), Ink(255 - y[i], k[i]));
    }

    /// <summary>As <see cref="FromInk"/>, where the three colours of ink are the inverse of what YCbCr gives.</summary>
    internal static void FromYcck(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, ReadOnlySpan<byte> k, Span<byte> rgb)
    {
        for (var i = 0; i < k.Length; i++)
        {
            var (r, g, b) = ToRgb(y[i], cb[i], cr[i]);
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (Ink(r, k[i]), Ink(g, k[i]), Ink(b, k[i]));
        }
    }

    static (byte R, byte G, byte B) ToRgb(int y, int cb, int cr)
    {
        (cb, cr) = (cb - 128, cr - 128);
        return (Clamp(y + (RedOfCr * cr + Half >> 16)), Clamp(y + (GreenOfCb * cb + GreenOfCr * cr + Half >> 16)), Clamp(y + (BlueOfCb * cb + Half >> 16)));
    }

    static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    // PIL's product of two fractions of 255.
    static byte Ink(int ink, int paper)
    {
        var product = ink * paper + 128;
        return Clamp(paper - ((product >> 8) + product >> 8));
    }
}
