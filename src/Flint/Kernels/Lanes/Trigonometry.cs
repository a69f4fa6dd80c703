using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Float32 sine, cosine and arc tangent, once for every lane width. Polynomials are fits of least largest error; the tests hold the bounds.</summary>
static unsafe class Trigonometry
{
    /// <summary>Up to here five parts of π/2 reduce exactly enough; beyond, elements are computed in Float64.</summary>
    const double Largest = 8192;

    // Adding 1.5 · 2^23 leaves a rounded number in the low bits.
    const double Shifter = 12582912;

    /// <summary>2 ULP.</summary>
    [MethodImpl(Always)]
    internal static V Sin<V>(V x) where V : struct, IBitLane<V>
    {
        var a = V.Abs(x);
        var y = Wave(a, V.Zero) ^ (x & V.ConstBits(int.MinValue));
        var large = a > V.Const(Largest);
        return V.Any(large) ? V.Select(large, V.Map(x, &Math.Sin), y) : y;
    }

    /// <summary>2 ULP.</summary>
    [MethodImpl(Always)]
    internal static V Cos<V>(V x) where V : struct, IBitLane<V>
    {
        var a = V.Abs(x);
        var y = Wave(a, V.ConstBits(1));
        var large = a > V.Const(Largest);
        return V.Any(large) ? V.Select(large, V.Map(x, &Math.Cos), y) : y;
    }

    /// <summary>2 ULP; above 1, π/2 - atan(1/x).</summary>
    [MethodImpl(Always)]
    internal static V Atan<V>(V x) where V : struct, IBitLane<V>
    {
        var a = V.Abs(x);
        var outer = a > V.One;
        var t = V.Select(outer, -V.One / a, a);
        var z = t * t;
        var p = V.Const(-0.00179362227);
        p = V.Fma(p, z, V.Const(0.0109146088));
        p = V.Fma(p, z, V.Const(-0.0311778504));
        p = V.Fma(p, z, V.Const(0.0579576008));
        p = V.Fma(p, z, V.Const(-0.08403451));
        p = V.Fma(p, z, V.Const(0.109521858));
        p = V.Fma(p, z, V.Const(-0.142642424));
        p = V.Fma(p, z, V.Const(0.199985489));
        p = V.Fma(p, z, V.Const(-0.333332986));
        // π/2 is the sum of two floats.
        var y = V.Fma(t * z, p, t) + (outer & V.Const(-4.371139006309477e-08));
        return y + (outer & V.Const(1.5707963705062866)) | x & V.ConstBits(int.MinValue);
    }

    /// <summary>sin(a + quarter · π/2) for a from 0 to <see cref="Largest"/>: a = n π/2 + r, and n chooses the polynomial and the sign.</summary>
    [MethodImpl(Always)]
    static V Wave<V>(V a, V quarter) where V : struct, IBitLane<V>
    {
        var shifted = V.Fma(a, V.Const(0.6366197723675814), V.Const(Shifter));
        var n = shifted - V.Const(Shifter);
        // Each part has 11 bits, so that n times it is exact.
        var r = V.Fma(n, V.Const(-1.5703125), a);
        r = V.Fma(n, V.Const(-0.00048351287841796875), r);
        r = V.Fma(n, V.Const(-3.1385570764541626e-07), r);
        r = V.Fma(n, V.Const(-6.070877134334296e-11), r);
        r = V.Fma(n, V.Const(-6.223372171896613e-14), r);

        var z = r * r;
        var s = V.Fma(V.Const(-0.00019514632), z, V.Const(0.00833215564));
        s = V.Fma(s, z, V.Const(-0.166666552));
        s = V.Fma(s * z, r, r);
        var c = V.Fma(V.Const(2.44324128e-05), z, V.Const(-0.00138873095));
        c = V.Fma(c, z, V.Const(0.0416666456));
        c = V.Fma(c * z, z, V.Fma(V.Const(-0.5), z, V.One));

        var turn = V.AddBits(shifted, quarter);
        var odd = V.ShiftRight(V.ShiftLeft(turn, 31), 31);
        return V.Select(odd, c, s) ^ V.ShiftLeft(turn & V.ConstBits(2), 30);
    }
}
