using System.Runtime.Intrinsics;

namespace Flint.Imaging;

/// <summary>
/// From coefficients to 8 x 8 samples: the integer algorithm of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 13-bit constants
/// and two bits kept between the passes, rounded as libjpeg's "slow" method does, in 16-bit lanes that wrap and saturate as its SIMD code.
/// </summary>
static partial class InverseDct
{
    const int Bits = 13;
    const int KeptBits = 2;

    /// <summary>round(2^13 x) of the rotations' constants, combined as the sums of two products that they are used in.</summary>
    const short
        C0541 = 4433, C1307 = 10703, Minus1307 = -10704,
        C1175 = 9633, Minus0785 = -6436, C0785 = 6437,
        Minus0601 = -4927, Minus0899 = -7373, Minus0509 = -4176, Minus2562 = -20995, C0509 = 4177, C0601 = 4926;

    /// <summary>Dequantizes and transforms a block.</summary>
    /// <param name="block">64 coefficients, row-major.</param>
    /// <param name="quantization">64 factors, row-major.</param>
    /// <param name="samples">Where the block's first sample goes; rows are <paramref name="stride"/> apart.</param>
    /// <param name="stride">Bytes from row to row.</param>
    internal static void Transform(ReadOnlySpan<short> block, ReadOnlySpan<short> quantization, Span<byte> samples, int stride)
    {
        if (Vector128.IsHardwareAccelerated) Vector(block, quantization, samples, stride);
        else Scalar(block, quantization, samples, stride);
    }

    /// <summary>The same, sample by sample.</summary>
    internal static void Scalar(ReadOnlySpan<short> block, ReadOnlySpan<short> quantization, Span<byte> samples, int stride)
    {
        Span<short> work = stackalloc short[64];
        Span<short> x = stackalloc short[8];
        Span<int> y = stackalloc int[8];
        var isFlat = block[8..64].IndexOfAnyExcept((short)0) < 0;
        for (var column = 0; column < 8; column++)
        {
            for (var row = 0; row < 8; row++) x[row] = (short)(block[row * 8 + column] * quantization[row * 8 + column]);
            Pass(x, y);
            for (var row = 0; row < 8; row++)
                work[row * 8 + column] = isFlat ? (short)(x[0] << KeptBits) : Saturate(y[row] + (1 << Bits - KeptBits - 1) >> Bits - KeptBits);
        }
        for (var row = 0; row < 8; row++)
        {
            Pass(work.Slice(row * 8, 8), y);
            for (var column = 0; column < 8; column++)
                samples[row * stride + column] = (byte)(Math.Clamp(y[column] + (1 << Bits + KeptBits + 2) >> Bits + KeptBits + 3, -128, 127) + 128);
        }
    }

    /// <summary>One dimension; results are 2^13 sqrt(8) times too large.</summary>
    static void Pass(ReadOnlySpan<short> x, Span<int> y)
    {
        var even2 = x[2] * C0541 + x[6] * Minus1307;
        var even3 = x[2] * C1307 + x[6] * C0541;
        var (even0, even1) = ((short)(x[0] + x[4]) << Bits, (short)(x[0] - x[4]) << Bits);
        var (a, b, c, d) = (even0 + even3, even1 + even2, even1 - even2, even0 - even3);

        var (sum3, sum4) = ((short)(x[7] + x[3]), (short)(x[5] + x[1]));
        var z3 = sum3 * Minus0785 + sum4 * C1175;
        var z4 = sum3 * C1175 + sum4 * C0785;
        var odd0 = x[7] * Minus0601 + x[1] * Minus0899 + z3;
        var odd1 = x[5] * Minus0509 + x[3] * Minus2562 + z4;
        var odd2 = x[5] * Minus2562 + x[3] * C0509 + z3;
        var odd3 = x[7] * Minus0899 + x[1] * C0601 + z4;
        (y[0], y[7], y[1], y[6]) = (a + odd3, a - odd3, b + odd2, b - odd2);
        (y[2], y[5], y[3], y[4]) = (c + odd1, c - odd1, d + odd0, d - odd0);
    }

    static short Saturate(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
