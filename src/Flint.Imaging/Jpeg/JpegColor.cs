using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
        var i = Vector128.IsHardwareAccelerated ? ToRgbVector(y, cb, cr, rgb) : 0;
        for (; i < y.Length; i++)
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

    // Sixteen pixels at a time; returns how many. The constants less 1, 2 and -1 fit into 16 bits, and the results are the same.
    static int ToRgbVector(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        _ = (cb[y.Length - 1], cr[y.Length - 1], rgb[3 * y.Length - 1]);
        ref var luminances = ref MemoryMarshal.GetReference(y);
        ref var blues = ref MemoryMarshal.GetReference(cb);
        ref var reds = ref MemoryMarshal.GetReference(cr);
        ref var target = ref MemoryMarshal.GetReference(rgb);
        var i = 0;
        for (; i <= y.Length - 16; i += 16)
        {
            var (ys, bs, rs) = (Vector128.LoadUnsafe(ref luminances, (nuint)i), Vector128.LoadUnsafe(ref blues, (nuint)i), Vector128.LoadUnsafe(ref reds, (nuint)i));
            var (r0, g0, b0) = ToRgb(Vector128.WidenLower(ys).AsInt16(), Vector128.WidenLower(bs).AsInt16(), Vector128.WidenLower(rs).AsInt16());
            var (r1, g1, b1) = ToRgb(Vector128.WidenUpper(ys).AsInt16(), Vector128.WidenUpper(bs).AsInt16(), Vector128.WidenUpper(rs).AsInt16());
            Store(Lanes.PackUnsigned(r0, r1), Lanes.PackUnsigned(g0, g1), Lanes.PackUnsigned(b0, b1), ref target, (nuint)(3 * i));
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector128<short> R, Vector128<short> G, Vector128<short> B) ToRgb(Vector128<short> y, Vector128<short> cb, Vector128<short> cr)
    {
        var (one, half, middle) = (Vector128<short>.One, Vector128.Create(Half), Vector128.Create((short)128));
        (cb, cr) = (cb - middle, cr - middle);
        var r = y + cr + (Lanes.MultiplyHigh(cr + cr, Vector128.Create((short)(RedOfCr - 65536))) + one >> 1);
        var b = y + cb + cb + (Lanes.MultiplyHigh(cb + cb, Vector128.Create((short)(BlueOfCb - 131072))) + one >> 1);
        var weights = Vector128.Create(GreenOfCb & 0xFFFF | (GreenOfCr + 65536) << 16).AsInt16();
        var low = Lanes.MultiplyAddPairs(Lanes.InterleaveLow(cb, cr), weights) + half >> 16;
        var high = Lanes.MultiplyAddPairs(Lanes.InterleaveHigh(cb, cr), weights) + half >> 16;
        return (r, y - cr + Lanes.Pack(low, high), b);
    }

    // Three bytes per pixel: lane i of r goes to byte 3 i, of g and b behind it; indices above 15 give 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(Vector128<byte> r, Vector128<byte> g, Vector128<byte> b, ref byte target, nuint at)
    {
        const byte N = 255;
        var first = Vector128.Shuffle(r, Vector128.Create(0, N, N, 1, N, N, 2, N, N, 3, N, N, 4, N, N, 5))
            | Vector128.Shuffle(g, Vector128.Create(N, 0, N, N, 1, N, N, 2, N, N, 3, N, N, 4, N, N))
            | Vector128.Shuffle(b, Vector128.Create(N, N, 0, N, N, 1, N, N, 2, N, N, 3, N, N, 4, N));
        var second = Vector128.Shuffle(r, Vector128.Create(N, N, 6, N, N, 7, N, N, 8, N, N, 9, N, N, 10, N))
            | Vector128.Shuffle(g, Vector128.Create(5, N, N, 6, N, N, 7, N, N, 8, N, N, 9, N, N, 10))
            | Vector128.Shuffle(b, Vector128.Create(N, 5, N, N, 6, N, N, 7, N, N, 8, N, N, 9, N, N));
        var third = Vector128.Shuffle(r, Vector128.Create(N, 11, N, N, 12, N, N, 13, N, N, 14, N, N, 15, N, N))
            | Vector128.Shuffle(g, Vector128.Create(N, N, 11, N, N, 12, N, N, 13, N, N, 14, N, N, 15, N))
            | Vector128.Shuffle(b, Vector128.Create(10, N, N, 11, N, N, 12, N, N, 13, N, N, 14, N, N, 15));
        first.StoreUnsafe(ref target, at);
        second.StoreUnsafe(ref target, at + 16);
        third.StoreUnsafe(ref target, at + 32);
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
