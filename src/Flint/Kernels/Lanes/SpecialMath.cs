namespace Flint.Kernels;

/// <summary>Functions of mathematical physics in Float64, to about 1e-13 (DLMF: NIST's Digital Library of Mathematical Functions).</summary>
static class SpecialMath
{
    // Stirling's series, B(2k) / (2k (2k - 1)) (DLMF 5.11.1).
    static readonly double[] Stirling = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400];

    // B(2k).
    static readonly double[] Bernoulli =
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330];

    /// <summary>1 - erf(x), with all digits where it is small: the continued fraction DLMF 7.9.1.</summary>
    internal static double Erfc(double x)
    {
        if (!(x > 1.5)) return 1 - DoubleMath.Erf(x);
        if (x > 27) return 0;
        var fraction = x;
        for (var n = 160; n > 0; n--) fraction = x + n * 0.5 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }

    /// <summary>A start with three digits (Winitzki), then Newton's method twice or thrice on the tail.</summary>
    internal static double Erfinv(double y)
    {
        var a = Math.Abs(y);
        if (!(a < 1)) return a == 1 ? y / 0.0 : double.NaN;
        if (a < 1e-9) return y * Math.Sqrt(Math.PI) / 2;
        var log = DoubleMath.Log1p(-a * a);
        var half = 2 / (Math.PI * 0.147) + log / 2;
        var x = Math.Sqrt(Math.Sqrt(half * half - log / 0.147) - half);
        for (var i = 0; i < 4; i++)
        {
            // Halley's step; where erf is near 1, its complement keeps the digits.
            var error = (a < 0.5 ? DoubleMath.Erf(x) - a : 1 - a - Erfc(x)) * (Math.Sqrt(Math.PI) / 2) * Math.Exp(x * x);
            x -= error / (1 + x * error);
        }
        return Math.CopySign(x, y);
    }

    /// <summary>log |Γ(x)|: Stirling's series above 12, the recurrence below, reflection for negative numbers.</summary>
    internal static double Lgamma(double x)
    {
        if (double.IsInfinity(x)) return double.PositiveInfinity;
        if (x <= 0 && x == Math.Floor(x)) return double.PositiveInfinity;
        if (x < 0) return Math.Log(Math.PI / Math.Abs(SinPi(x))) - Lgamma(1 - x);
        var product = 1.0;
        for (; x < 12; x++) product *= x;
        double sum = 0, inverse = 1 / (x * x);
        for (var k = Stirling.Length - 1; k >= 0; k--) sum = sum * inverse + Stirling[k];
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + sum / x - Math.Log(product);
    }

    /// <summary>The derivative of log Γ: DLMF 5.11.2 above 12; NaN at negative whole numbers, -∞ at 0 (∞ at -0).</summary>
    internal static double Digamma(double x)
    {
        if (x == 0) return -1 / x;
        if (double.IsInfinity(x)) return x > 0 ? x : double.NaN;
        if (x < 0) return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - Math.PI * CosPi(x) / SinPi(x);
        var result = 0.0;
        for (; x < 12; x++) result -= 1 / x;
        double sum = 0, inverse = 1 / (x * x);
        for (var k = Bernoulli.Length - 1; k >= 0; k--) sum = sum * inverse + Bernoulli[k] / (2 * (k + 1));
        return result + Math.Log(x) - 0.5 / x - sum * inverse;
    }

    /// <summary>The n-th derivative of digamma, n of 1 or more: the recurrence up to 20 + n, then DLMF 5.15.8.</summary>
    internal static double Polygamma(int n, double x)
    {
        if (double.IsNaN(x) || double.IsNegativeInfinity(x)) return double.NaN;
        if (x <= 0 && x == Math.Floor(x)) return n % 2 == 1 ? double.PositiveInfinity : double.NegativeInfinity;
        if (x < -32)
        {
            // Σ (x + k)^(-n-1) over all whole k has period 1, and its terms with k < 0 are those of 1 - x: no walk from x to 0.
            var part = x - Math.Floor(x);
            return Polygamma(n, part) + (n % 2 == 1 ? 1 : -1) * (Polygamma(n, 1 - part) - Polygamma(n, 1 - x));
        }
        double factorial = 1, sum = 0;
        for (var k = 2; k <= n; k++) factorial *= k;
        for (; x < 20 + n; x++) sum += Math.Pow(x, -n - 1);
        sum *= factorial;
        var tail = factorial / n * Math.Pow(x, -n) + factorial / 2 * Math.Pow(x, -n - 1);
        // (2k + n - 1)! / (2k)!
        var rising = factorial * (n + 1) / 2;
        for (var k = 1; k <= Bernoulli.Length; k++)
        {
            tail += Bernoulli[k - 1] * rising * Math.Pow(x, -n - 2 * k);
            rising *= (2.0 * k + n) * (2 * k + n + 1) / ((2 * k + 1) * (2 * k + 2));
        }
        return (n % 2 == 1 ? 1 : -1) * (sum + tail);
    }

    /// <summary>The modified Bessel function of order 0 or 1: its power series up to 30 (DLMF 10.25.2), then the asymptotic one (10.40.1).</summary>
    internal static double BesselI(int order, double x)
    {
        var a = Math.Abs(x);
        if (double.IsNaN(a) || double.IsInfinity(a)) return order == 0 ? a : x;
        double term = 1, sum = 1;
        if (a <= 30)
        {
            for (var k = 1; term > sum * 1e-17; k++)
            {
                term *= a * a / 4 / (k * (k + order));
                sum += term;
            }
            return order == 0 ? sum : x / 2 * sum;
        }
        for (var k = 1; k < 30 && Math.Abs(term) > 1e-17; k++)
        {
            term *= -(4.0 * order * order - (2 * k - 1) * (2 * k - 1)) / (8 * k * a);
            sum += term;
        }
        var y = Math.Exp(a / 2) / Math.Sqrt(2 * Math.PI * a) * sum * Math.Exp(a / 2);
        return order == 0 ? y : Math.CopySign(y, x);
    }

    /// <summary>The regularised incomplete gamma functions P(a, x) and Q = 1 - P: the series DLMF 8.11.4, or above a + 1 the continued fraction 8.9.2.</summary>
    internal static (double P, double Q) IncompleteGamma(double a, double x)
    {
        if (!(a >= 0 && x >= 0) || (a == 0 && x == 0) || (double.IsInfinity(a) && double.IsInfinity(x))) return (double.NaN, double.NaN);
        if (a == 0 || double.IsInfinity(x)) return (1, 0);
        if (x == 0 || double.IsInfinity(a)) return (0, 1);
        var factor = Math.Exp(a * Math.Log(x) - x - Lgamma(a));
        if (x < a + 1)
        {
            double term = 1 / a, sum = term;
            for (var k = 1; term > sum * 1e-17; k++) sum += term *= x / (a + k);
            return (factor * sum, 1 - factor * sum);
        }
        // Lentz's evaluation of 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - ...)).
        double b = x + 1 - a, c = 1e300, d = 1 / b, fraction = d, change = 0;
        for (var k = 1; Math.Abs(change - 1) > 1e-16 && k < 100_000; k++)
        {
            var numerator = -k * (k - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            change = c * d;
            fraction *= change;
        }
        return (1 - factor * fraction, factor * fraction);
    }

    static double SinPi(double x) => Math.Sin(Math.PI * (x - 2 * Math.Round(x / 2)));

    static double CosPi(double x) => Math.Cos(Math.PI * (x - 2 * Math.Round(x / 2)));
}
