using static System.Math;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>More functions of two numbers or three.</summary>
sealed class PairRows : IOpRows
{
    static readonly double[] Zero = [0];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Zip("Atan2", (a, b) => a.Atan2(b), Atan2, kinks: Zero) with { Result = DTypeRules.Floating, Fixtures = ["elements:atan2"] },
        OpRow.Zip("Hypot", (a, b) => a.Hypot(b), (a, b) => double.IsInfinity(a) || double.IsInfinity(b) ? double.PositiveInfinity : Sqrt(a * a + b * b), kinks: Zero) with
        {
            Result = DTypeRules.Floating, Fixtures = ["elements:hypot"],
        },
        OpRow.Zip("Xlogy", (a, b) => a.Xlogy(b), (a, b) => a == 0 && !double.IsNaN(b) ? 0 : a * Log(b), 0.1, 5) with { Result = DTypeRules.Floating, Fixtures = ["elements:xlogy"] },
        OpRow.Zip("LogAddExp", (a, b) => a.LogAddExp(b), (a, b) => a == b ? a + Log(2) : Max(a, b) + Special.Log1p(Exp(-Abs(a - b)))) with
        {
            Result = DTypeRules.Floating, Fixtures = ["elements:logaddexp"],
        },
        OpRow.Zip("LogAddExp2", (a, b) => a.LogAddExp2(b), (a, b) => a == b ? a + 1 : Max(a, b) + Special.Log1p(Pow(2, -Abs(a - b))) / Log(2)) with
        {
            Result = DTypeRules.Floating, Fixtures = ["elements:logaddexp2"],
        },
        OpRow.Zip("op_Modulus", (a, b) => a % b, Remainder, 1, 4) with
        {
            Covers = ["Remainder"], Fixtures = ["elements:remainder"],
            Errors =
            [
                ErrorCase.Of<DivideByZeroException>("Remainder of Int64 by Int64 divides an integer by 0: convert with To(DType.Float32) for a NaN there.",
                    () => Tensor.Arange(3) % Tensor.Arange(3)),
            ],
        },
        OpRow.Zip("Fmod", (a, b) => a.Fmod(b), (a, b) => a % b, 1, 4) with { Fixtures = ["elements:fmod"] },
        OpRow.Zip("FloorDivide", (a, b) => a.FloorDivide(b), FloorDivide, 1, 4) with { Fixtures = ["elements:floor_divide"] },
        OpRow.Zip("Fmax", (a, b) => a.Fmax(b), (a, b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Max(a, b)) with { Fixtures = ["elements:fmax"] },
        OpRow.Zip("Fmin", (a, b) => a.Fmin(b), (a, b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Min(a, b)) with { Fixtures = ["elements:fmin"] },
        OpRow.Zip("Copysign", (a, b) => a.Copysign(b), CopySign, kinks: Zero) with { Result = DTypeRules.Floating, Fixtures = ["elements:copysign"] },
        OpRow.Zip("Heaviside", (a, b) => a.Heaviside(b), (a, b) => a == 0 ? b : a > 0 ? 1 : 0, kinks: Zero),
        OpRow.Zip("FloatPower", (a, b) => a.FloatPower(b), Pow, 0.2, 3) with { Samples = [[Between(0.2, 3, 67), Between(0.2, 3, 67)], [Between(0.2, 3, 3, 1, 5), Between(0.2, 3, 4, 1)]], Result = _ => DType.Float64, Tolerance32 = 2e-5, Specials = false },
        OpRow.Zip("Ldexp", (a, b) => a.Ldexp(b), (a, b) => a * Pow(2, b)) with { Result = DTypeRules.Floating, Specials = false },
        OpRow.Zip("IsClose", (a, b) => a.IsClose(b, rtol: 0.25, atol: 0.5), (a, b) => Close(a, b) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool, Tolerance32 = 0 },
        OpRow.Unary("IsClose", x => x.IsClose(x, equalNan: true), x => x.Map(_ => 1), [Values([4], double.NaN, 1, double.PositiveInfinity, -0.0)]) with { Differentiable = false },
        Whole("Gcd", (a, b) => a.Gcd(b), Gcd) with
        {
            Errors =
            [
                ErrorCase.Of<DTypeException>("Gcd needs integers, but got Float32 and Int64: convert with To(DType.Int64) first.", () => Tensor.Ones([2]).Gcd(Tensor.Arange(2))),
            ],
        },
        Whole("Lcm", (a, b) => a.Lcm(b), (a, b) => a == 0 || b == 0 ? 0 : Math.Abs(a / Gcd(a, b) * b)),
        Whole("BitwiseLeftShift", (a, b) => a.BitwiseLeftShift(b), (a, b) => a << (int)b),
        Whole("BitwiseRightShift", (a, b) => a.BitwiseRightShift(b), (a, b) => a >> (int)b),
        OpRow.Unary("op_OnesComplement", x => ~x, x => x.Map(v => ~(long)v), [Indices(100, 3, 37), Indices(3, 0)]) with
        {
            Covers = ["BitwiseNot"], Differentiable = false,
            Errors =
            [
                ErrorCase.Of<DTypeException>("BitwiseNot is not defined for Float32: use LogicalNot, or convert with To(DType.Int64) first.", () => ~Tensor.Ones([2])),
            ],
        },
        OpRow.Unary("op_OnesComplement", x => (~x), x => x.Map(v => 1 - v), [Mask(3, 7)]) with { Differentiable = false },
        OpRow.Ternary("Lerp", (x, end, weight) => x.Lerp(end, weight), (x, end, w) => x.Zip(end.Zip(x, (a, b) => a - b).Zip(w, (a, b) => a * b), (a, b) => a + b),
            [[Real(3, 4), Real(3, 4), Real(3, 4)], [Real(3, 1), Real(4), Real()]]) with { Fixtures = ["elements:lerp"] },
        OpRow.Ternary("Addcmul", (x, a, b) => x.Addcmul(a, b, 0.5), (x, a, b) => x.Zip(a.Zip(b, (p, q) => p * q / 2), (p, q) => p + q),
            [[Real(3, 4), Real(3, 4), Real(3, 4)], [Real(3, 1), Real(4), Real()]]) with { Fixtures = ["elements:addcmul"] },
        OpRow.Ternary("Addcdiv", (x, a, b) => x.Addcdiv(a, b, 0.5), (x, a, b) => x.Zip(a.Zip(b, (p, q) => p / q / 2), (p, q) => p + q),
            [[Real(3, 4), Real(3, 4), Between(0.5, 2, 3, 4)], [Real(3, 1), Real(4), Between(1, 2)]]) with { Fixtures = ["elements:addcdiv"] },
        OpRow.Ternary("Clamp", (x, low, high) => x.Clamp(low, high), (x, low, high) => x.Zip(low, Max).Zip(high, Min),
            [[Distinct(3, 37), Between(-1, -0.5, 37), Between(0.5, 1, 3, 1)], [Real(), Between(3, 4), Between(5, 6)]]),
        OpRow.Map("ClampMin", x => x.ClampMin(0.5), x => double.IsNaN(x) ? x : Max(x, 0.5), kinks: [0.5]),
        OpRow.Map("ClampMax", x => x.ClampMax(0.5), x => double.IsNaN(x) ? x : Min(x, 0.5), kinks: [0.5]),
    ];

    static OpRow Whole(string name, Func<Tensor, Tensor, Tensor> call, Func<long, long, long> reference) =>
        OpRow.Binary(name, call, (a, b) => a.Zip(b, (x, y) => reference((long)x, (long)y)),
            [[Indices(100, 67), Indices(20, 67)], [Indices(30, 3, 1, 5), Indices(9, 4, 1)], [Indices(9, 0, 3), Indices(9, 3)]], name) with
        {
            Differentiable = false, Large = [Indices(1000, 17, 5003), Indices(20, 17, 1)],
        };

    static long Gcd(long a, long b) => b == 0 ? Math.Abs(a) : Gcd(b, a % b);

    static double Remainder(double a, double b) => a % b is var rest && rest != 0 && rest < 0 != b < 0 ? rest + b : a % b;

    static double FloorDivide(double a, double b) => b == 0 ? a / b : double.IsInfinity(b) && double.IsFinite(a) ? (Remainder(a, b) == a ? 0 : -1) : Round((a - Remainder(a, b)) / b);

    static bool Close(double a, double b) => a == b || (double.IsFinite(b) && Abs(a - b) <= 0.5 + 0.25 * Abs(b));
}
