using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Float32 functions, once for every lane width. Polynomials are minimax fits (Remez) of the reduced function; the worst
/// error over all floats is stated per function in units in the last place (ULP) and held by the tests.
/// </summary>
static class FloatMath
{
    const double Log2E = 1.4426950408889634;

    // Few enough bits that n * Ln2High is exact for every exponent n.
    const double Ln2High = 0.693359375, Ln2Low = -2.1219444005469058e-4;

    // Adding 1.5 * 2^23 leaves a rounded number in the low bits; 126 more make those bits the exponent of 2^(n-1).
    const double Shifter = 12582912 + 126;

    /// <summary>1 ULP; underflows gradually to 0 below -103.97, infinite above 88.72.</summary>
    [MethodImpl(Always)]
    internal static V Exp<V>(V x) where V : struct, IBitLane<V>
    {
        x = V.AtMost(V.Const(89), V.AtLeast(V.Const(-104), x));
        var e = Reduce(x, out var t);
        // Subnormal results are made 2^64 too large and scaled back.
        var small = x < V.Const(-86);
        var half = V.ShiftLeft(V.AddBits(t, small & V.ConstBits(64)), 23);
        var scale = V.Select(small, V.Const(1.0 / (1UL << 63)), V.Const(2));
        // A product that rounds to 0 would cost the processor a microcode trap per lane: masked attention is full of them.
        return V.Fma(e, half, half) * V.Select(x > V.Const(-104), scale, V.Zero);
    }

    /// <summary>1 ULP for x at most 0, and 0 below -87.3, where results would be subnormal: a third fewer instructions than <see cref="Exp"/>.</summary>
    [MethodImpl(Always)]
    internal static V ExpOfNonPositive<V>(V x) where V : struct, IBitLane<V> =>
        // -inf is chosen away, and NaN compares false and stays.
        V.Select(x < V.Const(-87.3), V.Zero, ExpInRange(x));

    /// <summary>1 ULP for x in [-87.3, 88]; for sums of exponentials and for factors that are far from the limits.</summary>
    [MethodImpl(Always)]
    internal static V ExpInRange<V>(V x) where V : struct, IBitLane<V>
    {
        var e = Reduce(x, out var t);
        var power = V.ShiftLeft(V.AddBits(t, V.ConstBits(1)), 23);
        return V.Fma(e, power, power);
    }

    /// <summary>
    /// 2^x for x below 127, 1 ULP (1.2 without fused multiply-adds), and 0 below -125: softmax relative to a maximum does not miss smaller ones. In base 2 the
    /// reduction is exact and costs additions only, which processors do beside the multiply-adds of the polynomial.
    /// </summary>
    [MethodImpl(Always)]
    internal static V Exp2<V>(V x) where V : struct, IBitLane<V>
    {
        // The low bits of the shifted number are n + 127, the exponent of 2^n.
        var shifted = x + V.Const(Shifter + 1);
        var f = x - (shifted - V.Const(Shifter + 1));
        var p = V.Const(0.00015353362);
        p = V.Fma(p, f, V.Const(0.0013398875));
        p = V.Fma(p, f, V.Const(0.009618437));
        p = V.Fma(p, f, V.Const(0.055503324));
        p = V.Fma(p, f, V.Const(0.24022648));
        p = V.Fma(p, f, V.Const(0.6931472));
        p = V.Fma(p, f, V.One);
        // Below the range, -inf included, the product is arbitrary; NaN compares false and stays.
        return V.Select(x < V.Const(-125), V.Zero, p * V.ShiftLeft(shifted, 23));
    }

    /// <summary>2 ULP.</summary>
    [MethodImpl(Always)]
    internal static V Expm1<V>(V x) where V : struct, IBitLane<V>
    {
        var clamped = V.AtMost(V.Const(89), V.AtLeast(V.Const(-18), x));
        var e = Reduce(clamped, out var t);
        var half = V.ShiftLeft(t, 23);
        var y = V.Fma(e, half, half - V.Const(0.5));
        return V.Select(V.Abs(x) < V.Const(1e-8), x, y + y);
    }

    /// <summary>3 ULP: with t = e^(-2|x|) - 1, |tanh x| = -t / (t + 2).</summary>
    [MethodImpl(Always)]
    internal static V Tanh<V>(V x) where V : struct, IBitLane<V>
    {
        var a = V.AtLeast(V.Const(-18), V.Abs(x) * V.Const(-2));
        var e = Reduce(a, out var bits);
        var power = V.ShiftLeft(V.AddBits(bits, V.ConstBits(1)), 23);
        var t = V.Fma(e, power, power - V.One);
        return -t / (t + V.Const(2)) | x & V.ConstBits(int.MinValue);
    }

    /// <summary>2 ULP: 1 / (1 + e) or e / (1 + e) with e = e^-|x|, so that both tails keep their digits.</summary>
    [MethodImpl(Always)]
    internal static V Sigmoid<V>(V x) where V : struct, IBitLane<V>
    {
        var e = Exp(-V.Abs(x));
        return V.Select(x < V.Zero, e, V.One) / (V.One + e);
    }

    /// <summary>1 ULP; x = m 2^k with m in [√½, √2), log x = log m + k ln 2.</summary>
    [MethodImpl(Always)]
    internal static V Log<V>(V x) where V : struct, IBitLane<V>
    {
        const int SqrtHalf = 0x3f3504f3;
        var subnormal = x < V.Const(1.17549435e-38);
        var bits = V.SubtractBits(V.Select(subnormal, x * V.Const(1 << 23), x), V.ConstBits(SqrtHalf));
        var k = V.BitsToValue(V.ShiftRight(bits, 23)) - (subnormal & V.Const(23));
        var f = V.AddBits(bits & V.ConstBits(0x007fffff), V.ConstBits(SqrtHalf)) - V.One;

        // log(1 + f) = f - f²/2 + f³ p(f)
        var p = V.Const(-0.0785960928);
        p = V.Fma(p, f, V.Const(0.128816471));
        p = V.Fma(p, f, V.Const(-0.13128756));
        p = V.Fma(p, f, V.Const(0.141811922));
        p = V.Fma(p, f, V.Const(-0.166245535));
        p = V.Fma(p, f, V.Const(0.200022861));
        p = V.Fma(p, f, V.Const(-0.250008106));
        p = V.Fma(p, f, V.Const(0.333333164));
        var square = f * f;
        var y = V.Fma(k, V.Const(Ln2Low), p * f * square);
        y = V.Fma(k, V.Const(Ln2High), f + V.Fma(V.Const(-0.5), square, y));

        y = V.Select(x < V.Const(double.PositiveInfinity), y, x);
        return V.Select(x > V.Zero, y, V.Select(V.Equal(x, V.Zero), V.Const(double.NegativeInfinity), V.Const(double.NaN)));
    }

    /// <summary>2 ULP: the logarithm of u = 1 + x, and what the rounding of u lost.</summary>
    [MethodImpl(Always)]
    internal static V Log1p<V>(V x) where V : struct, IBitLane<V>
    {
        var u = V.One + x;
        var y = Log(u);
        var lost = (x - (u - V.One)) / u;
        return V.Select((x > V.Const(-1)) & (x < V.Const(double.PositiveInfinity)), y + lost, y);
    }

    /// <summary>3 ULP: x + x p(x²) below 1; above, 1 - e^(|x| q(|x|)) with q a fit of log(erfc(x)) / x.</summary>
    [MethodImpl(Always)]
    internal static V Erf<V>(V x) where V : struct, IBitLane<V>
    {
        var a = V.AtMost(V.Const(4), V.Abs(x));
        var square = a * a;
        var p = V.Const(7.85386073e-05);
        p = V.Fma(p, square, V.Const(-0.000801019371));
        p = V.Fma(p, square, V.Const(0.00518832775));
        p = V.Fma(p, square, V.Const(-0.026853811));
        p = V.Fma(p, square, V.Const(0.112835854));
        p = V.Fma(p, square, V.Const(-0.37612626));
        p = V.Fma(p, square, V.Const(0.128379166));

        var q = V.Const(0.000210642349);
        q = V.Fma(q, a, V.Const(-0.00318693975));
        q = V.Fma(q, a, V.Const(0.0227984414));
        q = V.Fma(q, a, V.Const(-0.105116107));
        q = V.Fma(q, a, V.Const(-0.635831475));
        q = V.Fma(q, a, V.Const(-1.12848008));
        var outer = V.One - ExpInRange(a * q);
        return V.Select(a < V.One, V.Fma(x, p, x), outer | x & V.ConstBits(int.MinValue));
    }

    /// <summary>e^r - 1 for r = x - n ln 2; the low bits of <paramref name="shifted"/> are n + 126.</summary>
    [MethodImpl(Always)]
    static V Reduce<V>(V x, out V shifted) where V : struct, IBitLane<V>
    {
        shifted = V.Fma(x, V.Const(Log2E), V.Const(Shifter));
        var n = shifted - V.Const(Shifter);
        var r = V.Fma(n, V.Const(-Ln2Low), V.Fma(n, V.Const(-Ln2High), x));

        // e^r - 1 = r + r² p(r)
        var p = V.Const(0.00139506022);
        p = V.Fma(p, r, V.Const(0.00836895313));
        p = V.Fma(p, r, V.Const(0.041666206));
        p = V.Fma(p, r, V.Const(0.166665182));
        p = V.Fma(p, r, V.Const(0.5));
        return V.Fma(p * r, r, r);
    }
}
