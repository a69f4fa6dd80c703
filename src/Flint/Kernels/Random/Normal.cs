using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>
/// Normal numbers by Box and Muller (1958): from uniform u, v come sqrt(-2 ln u) cos(2 pi v) and sqrt(-2 ln u) sin(2 pi v).
/// Only products, sums, quotients and roots, no fused ones, so that every vector width gives the same bits. |z| is at most 6.7.
/// </summary>
readonly unsafe struct NormalFloat(float mean, float std) : IDistribution<float>
{
    public static int PerGroup => 64;

    public void Map(uint* words, float* y)
    {
        var (scale, shift) = (Vector256.Create(std), Vector256.Create(mean));
        for (var half = 0; half < 64; half += 32)
            for (var i = half; i < half + 16; i += 8)
            {
                var radius = Vector256.Sqrt(Vector256.Create(-2f) * LogOfUniform(Vector256.Load(words + i)));
                CosSin(Vector256.Load(words + i + 16), out var cos, out var sin);
                (radius * cos * scale + shift).Store(y + i);
                (radius * sin * scale + shift).Store(y + i + 16);
            }
    }

    /// <summary>ln u for u = (h + 1/2) / 2^31 of the upper 31 bits h, from ln m = 2 artanh((m - 1) / (m + 1)) with m in [sqrt 1/2, sqrt 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> LogOfUniform(Vector256<uint> word)
    {
        var u = Vector256.ConvertToSingle((word >>> 1).AsInt32()) * Vector256.Create(1f / (1U << 31)) + Vector256.Create(0.5f / (1U << 31));
        const int SqrtHalf = 0x3F3504F3;
        var bits = u.AsInt32() - Vector256.Create(SqrtHalf);
        var exponent = Vector256.ConvertToSingle(bits >> 23);
        var m = ((bits & Vector256.Create(0x7FFFFF)) + Vector256.Create(SqrtHalf)).AsSingle();
        var s = (m - Vector256<float>.One) / (m + Vector256<float>.One);
        var s2 = s * s;
        var series = ((Vector256.Create(2f / 9) * s2 + Vector256.Create(2f / 7)) * s2 + Vector256.Create(2f / 5)) * s2 + Vector256.Create(2f / 3);
        // The leading 2s is added last, so that ln u keeps its relative accuracy where u is near 1.
        var ln2 = exponent * Vector256.Create(0.693147180559945f);
        return ln2 + (series * s2 * s + (s + s));
    }

    /// <summary>cos and sin of a uniform angle: the upper two bits choose the quadrant, Taylor's series does the rest on [-pi/4, pi/4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CosSin(Vector256<uint> word, out Vector256<float> cos, out Vector256<float> sin)
    {
        var x = Vector256.ConvertToSingle((word << 2).AsInt32()) * Vector256.Create((float)(Math.PI / 2 / 4294967296.0));
        var x2 = x * x;
        var s = ((Vector256.Create(1f / 362880) * x2 - Vector256.Create(1f / 5040)) * x2 + Vector256.Create(1f / 120)) * x2 - Vector256.Create(1f / 6);
        s = s * x2 * x + x;
        var c = ((Vector256.Create(-1f / 3628800) * x2 + Vector256.Create(1f / 40320)) * x2 - Vector256.Create(1f / 720)) * x2 + Vector256.Create(1f / 24);
        c = (c * x2 - Vector256.Create(0.5f)) * x2 + Vector256<float>.One;

        var swap = -((word >>> 30).AsInt32() & Vector256<int>.One);
        var negative = (word & Vector256.Create(0x8000_0000u)).AsSingle();
        cos = Vector256.ConditionalSelect(swap.AsSingle(), s, c) ^ negative;
        sin = Vector256.ConditionalSelect(swap.AsSingle(), c, s) ^ negative;
    }
}

/// <summary>As <see cref="NormalFloat"/> in double precision, one pair of 64-bit words for two numbers.</summary>
readonly unsafe struct NormalDouble(double mean, double std) : IDistribution<double>
{
    public static int PerGroup => 32;

    public void Map(uint* words, double* y)
    {
        for (var i = 0; i < 16; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(((Pairs.At(words, i) >> 11) + 1) * (1.0 / (1UL << 53))));
            var (sin, cos) = Math.SinCos(2 * Math.PI * ((Pairs.At(words, i + 16) >> 11) * (1.0 / (1UL << 53))));
            y[i] = mean + std * radius * cos;
            y[i + 16] = mean + std * radius * sin;
        }
    }
}
