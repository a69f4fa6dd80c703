using static System.Math;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Trigonometric, hyperbolic and special functions of one number.</summary>
sealed class TrigonometryRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Map("Sin", x => x.Sin(), Sin, -9, 9) with { Fixtures = ["elements:sin", "elements:sin_large"] },
        OpRow.Map("Cos", x => x.Cos(), Cos, -9, 9) with { Fixtures = ["elements:cos"] },
        OpRow.Map("Tan", x => x.Tan(), Tan, -1.4, 1.4) with { Fixtures = ["elements:tan"] },
        OpRow.Map("Asin", x => x.Asin(), Asin, -0.95, 0.95) with { Fixtures = ["elements:asin"] },
        OpRow.Map("Acos", x => x.Acos(), Acos, -0.95, 0.95) with { Fixtures = ["elements:acos"] },
        OpRow.Map("Atan", x => x.Atan(), Atan, -5, 5) with { Fixtures = ["elements:atan"] },
        OpRow.Map("Sinh", x => x.Sinh(), Sinh, -4, 4) with { Fixtures = ["elements:sinh"] },
        OpRow.Map("Cosh", x => x.Cosh(), Cosh, -4, 4) with { Fixtures = ["elements:cosh"] },
        OpRow.Map("Asinh", x => x.Asinh(), Asinh, -5, 5) with { Fixtures = ["elements:asinh"] },
        OpRow.Map("Acosh", x => x.Acosh(), Acosh, 1.1, 9) with { Fixtures = ["elements:acosh"] },
        OpRow.Map("Atanh", x => x.Atanh(), Atanh, -0.95, 0.95) with { Fixtures = ["elements:atanh"] },
        OpRow.Map("Sinc", x => x.Sinc(), x => x == 0 ? 1 : Sin(PI * x) / (PI * x), -3, 3) with { Fixtures = ["elements:sinc"], Tolerance32 = 1e-5 },
        OpRow.Map("Deg2Rad", x => x.Deg2Rad(), x => x * PI / 180, -300, 300) with { Fixtures = ["elements:deg2rad"] },
        OpRow.Map("Rad2Deg", x => x.Rad2Deg(), x => x * 180 / PI, -5, 5) with { Fixtures = ["elements:rad2deg"] },
        OpRow.Map("Exp2", x => x.Exp2(), x => Pow(2, x), -5, 5) with { Fixtures = ["elements:exp2"] },
        OpRow.Map("Log2", x => x.Log2(), Log2, 0.1, 9) with { Fixtures = ["elements:log2"] },
        OpRow.Map("Log10", x => x.Log10(), Log10, 0.1, 9) with { Fixtures = ["elements:log10"] },
        OpRow.Map("Logit", x => x.Logit(), x => Log(x / (1 - x)), 0.05, 0.95) with { Fixtures = ["elements:logit"] },
        OpRow.Map("Logit", x => x.Logit(0.1), x => Log(Clip(x) / (1 - Clip(x))), -1, 2, [0.1, 0.9]),
        OpRow.Map("Erfc", x => x.Erfc(), x => 1 - Special.Erf(x), -3, 5) with { Fixtures = ["elements:erfc"] },
        OpRow.Map("Erfinv", x => x.Erfinv(), Erfinv, -0.95, 0.95) with { Fixtures = ["elements:erfinv"] },
        OpRow.Unary("MvLgamma", x => x.MvLgamma(3), x => x.Map(v => 1.5 * Log(PI) + Lgamma(v) + Lgamma(v - 0.5) + Lgamma(v - 1)), [Between(1.2, 6, 3, 4), Between(1.2, 6, 1)]) with { Fixtures = ["further:mvlgamma"] },
        OpRow.Binary("Igamma", (a, x) => a.Igamma(x), (a, x) => a.Zip(x, LowerGamma), Gamma) with
        {
            Result = DTypeRules.Floating, Fixtures = ["further:igamma"], Tolerance64 = 1e-10,
            Errors =
            [
                ErrorCase.Of<AutogradException>("Igamma has no gradient with respect to its first operand a: use a.Detach().Igamma(x).", () =>
                {
                    var a = Tensor.Ones([2]);
                    a.RequiresGrad = true;
                    return a.Igamma(Tensor.Ones([2]));
                }),
            ],
        },
        OpRow.Binary("Igammac", (a, x) => a.Igammac(x), (a, x) => a.Zip(x, (a, x) => 1 - LowerGamma(a, x)), Gamma) with { Result = DTypeRules.Floating, Fixtures = ["further:igammac"], Tolerance64 = 1e-10 },
        OpRow.Map("Lgamma", x => x.Lgamma(), Lgamma, 0.2, 9) with { Fixtures = ["elements:lgamma", "elements:lgamma_negative"] },
        OpRow.Map("Digamma", x => x.Digamma(), Digamma, 0.2, 9) with { Fixtures = ["elements:digamma"], Tolerance64 = 1e-10 /* as PyTorch's trigamma */ },
        OpRow.Map("Polygamma", x => x.Polygamma(1), x => Shifted(x, 2, y => 1 / y + 1 / (2 * y * y) + 1 / (6 * y * y * y) - 1 / (30 * Pow(y, 5)) + 1 / (42 * Pow(y, 7))), 0.2, 9) with
        {
            // PyTorch's trigamma has nine digits.
            Fixtures = ["elements:polygamma_1"], Specials = false, Tolerance64 = 1e-9,
        },
        OpRow.Map("Polygamma", x => x.Polygamma(2), x => -2 * Shifted(x, 3, y => 1 / (2 * y * y) + 1 / (2 * y * y * y) + 1 / (4 * Pow(y, 4)) - 1 / (12 * Pow(y, 6)) + 1 / (12 * Pow(y, 8))), 0.5, 9) with
        {
            Fixtures = ["elements:polygamma_2"], Specials = false,
        },
        OpRow.Map("I0", x => x.I0(), I0, -4, 4) with { Fixtures = ["elements:i0"] },
        OpRow.Map("Trunc", x => x.Trunc(), Truncate, kinks: [-2, -1, 0, 1, 2]) with { Result = DTypeRules.Promoted.Except(DType.Bool), Fixtures = ["elements:trunc"] },
        OpRow.Map("Frac", x => x.Frac(), x => x - Truncate(x), kinks: [-2, -1, 0, 1, 2]) with { Fixtures = ["elements:frac"] },
        OpRow.Map("Positive", x => x.Positive(), x => x) with { Result = DTypeRules.Promoted.Except(DType.Bool) },
        OpRow.Map("NanToNum", x => x.NanToNum(0.5, 3, -4), x => double.IsNaN(x) ? 0.5 : double.IsPositiveInfinity(x) ? 3 : double.IsNegativeInfinity(x) ? -4 : x) with
        {
            Result = DTypeRules.Promoted,
        },
        OpRow.Map("Signbit", x => x.Signbit(), x => double.IsNegative(x) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Map("IsPosInf", x => x.IsPosInf(), x => double.IsPositiveInfinity(x) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Map("IsNegInf", x => x.IsNegInf(), x => double.IsNegativeInfinity(x) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
    ];

    static double Clip(double x) => double.IsNaN(x) ? x : Min(Max(x, 0.1), 0.9);

    static double Erfinv(double y)
    {
        if (!(Abs(y) < 1)) return Abs(y) == 1 ? y / 0 : double.NaN;
        double low = -6, high = 6;
        for (var i = 0; i < 200; i++)
            if (Special.Erf((low + high) / 2) < y) low = (low + high) / 2;
            else high = (low + high) / 2;
        return (low + high) / 2;
    }

    static readonly Input[][] Gamma = [[new([4, 5], 0.1, 12) { Constant = true }, Between(0.1, 15, 4, 5)], [new([4, 1], 0.1, 12) { Constant = true }, Between(0.1, 15, 5)]];

    /// <summary>xᵃ e⁻ˣ Σ xᵏ / Γ(a + k + 1), whose terms are positive.</summary>
    static double LowerGamma(double a, double x) => Enumerable.Range(0, 200).Sum(k => Exp((a + k) * Log(x) - x - Lgamma(a + k + 1)));

    /// <summary>Γ(x + 40) by Stirling's formula, divided by x (x + 1) ... (x + 39).</summary>
    static double Lgamma(double x)
    {
        if (double.IsInfinity(x) || (x <= 0 && x == Floor(x))) return double.PositiveInfinity;
        var y = x + 40;
        var sum = (y - 0.5) * Log(y) - y + Log(2 * PI) / 2 + 1 / (12 * y) - 1 / (360 * Pow(y, 3)) + 1 / (1260 * Pow(y, 5));
        for (var k = 0; k < 40; k++) sum -= Log(Abs(x + k));
        return sum;
    }

    static double Digamma(double x)
    {
        if (double.IsNegativeInfinity(x) || (x < 0 && x == Floor(x))) return double.NaN;
        var y = x + 40;
        var sum = Log(y) - 1 / (2 * y) - 1 / (12 * y * y) + 1 / (120 * Pow(y, 4)) - 1 / (252 * Pow(y, 6));
        for (var k = 0; k < 40; k++) sum -= 1 / (x + k);
        return sum;
    }

    static double Shifted(double x, int power, Func<double, double> tail)
    {
        var sum = tail(x + 40);
        for (var k = 0; k < 40; k++) sum += Pow(x + k, -power);
        return sum;
    }

    /// <summary>The mean of e^(x cos t) over the circle.</summary>
    static double I0(double x) => double.IsNaN(x) ? x : Enumerable.Range(0, 400).Average(i => Exp(x * Cos(2 * PI * (i + 0.3) / 400)));
}
