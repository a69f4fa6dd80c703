namespace Flint.Testing;

/// <summary>Functions that .NET lacks, to double precision.</summary>
public static class Special
{
    /// <summary>erf(x) = 2/sqrt(pi) e^(-x²) sum of 2^n x^(2n+1) / (2n+1)!!, whose terms all have one sign (Abramowitz, Stegun 7.1.6).</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>log(1 + x) without losing small x (Kahan).</summary>
    public static double Log1p(double x) => 1 + x is var u && (u == 1 || double.IsPositiveInfinity(u)) ? x : Math.Log(u) * x / (u - 1);

    /// <summary>e^x - 1 without losing small x (Kahan).</summary>
    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1) return x;
        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * x / Math.Log(u);
    }
}
