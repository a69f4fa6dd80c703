namespace Flint.Kernels;

/// <summary>Float64 functions that <see cref="Math"/> lacks. Float64 is for references and gradient checks: exact first, fast second.</summary>
static class DoubleMath
{
    internal static double Sigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>Kahan: the rounding error of u = e^x cancels in (u - 1) x / log u.</summary>
    internal static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1 || double.IsInfinity(u)) return u == 1 ? x : u;
        var difference = u - 1;
        return difference == -1 ? -1 : difference * x / Math.Log(u);
    }

    /// <summary>The logarithm of u = 1 + x, and what the rounding of u lost.</summary>
    internal static double Log1p(double x)
    {
        var u = 1 + x;
        var y = Math.Log(u);
        return x > -1 && !double.IsInfinity(x) ? y + (x - (u - 1)) / u : y;
    }

    /// <summary>Below 3 Kummer's series, whose terms are all positive; above, the continued fraction of erfc.</summary>
    internal static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        var a = Math.Abs(x);
        if (a >= 6) return Math.Sign(x);
        return a < 3 ? x * Series(a * a) : Math.CopySign(1 - Tail(a), x);
    }

    // erf(x) = 2x/√π e^(-x²) Σ (2x²)ⁿ / (1·3·5···(2n+1))
    static double Series(double square)
    {
        double term = 1, sum = 1;
        for (var n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * square / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-square) * sum;
    }

    // erfc(x) = e^(-x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + ...))))
    static double Tail(double x)
    {
        var fraction = x;
        for (var n = 60; n > 0; n--) fraction = x + n * 0.5 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
