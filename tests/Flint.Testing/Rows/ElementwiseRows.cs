using static System.Math;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Functions of one number.</summary>
sealed class ElementwiseRows : IOpRows
{
    static readonly double[] Zero = [0];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Map("Exp", x => x.Exp(), Exp, -6, 6) with { Fixtures = ["ops:exp"] },
        OpRow.Map("Expm1", x => x.Expm1(), Special.Expm1, -6, 6) with { Fixtures = ["ops:expm1"] },
        OpRow.Map("Log", x => x.Log(), Log, 0.1, 30) with { Fixtures = ["ops:log"] },
        OpRow.Map("Log1p", x => x.Log1p(), Special.Log1p, -0.9, 30) with { Fixtures = ["ops:log1p"] },
        OpRow.Map("Sqrt", x => x.Sqrt(), Sqrt, 0.1, 30) with { Fixtures = ["ops:sqrt"] },
        OpRow.Map("Rsqrt", x => x.Rsqrt(), x => 1 / Sqrt(x), 0.1, 30) with { Fixtures = ["ops:rsqrt"] },
        OpRow.Map("Reciprocal", x => x.Reciprocal(), x => 1 / x, 0.3, 30) with { Fixtures = ["ops:reciprocal"] },
        OpRow.Map("Square", x => x.Square(), x => x * x) with { Result = Counted, Fixtures = ["ops:square"] },
        OpRow.Map("Abs", x => x.Abs(), Abs, kinks: Zero) with { Result = Counted, Fixtures = ["ops:abs"] },
        OpRow.Map("op_UnaryNegation", x => -x, x => -x) with { Covers = ["Neg"], Result = Counted, Fixtures = ["ops:neg"] },
        OpRow.Map("Sign", x => x.Sign(), x => x > 0 ? 1 : x < 0 ? -1 : 0, kinks: Zero) with { Result = Counted, Fixtures = ["ops:sign"] },
        OpRow.Map("Floor", x => x.Floor(), Floor, kinks: [-2, -1, 0, 1, 2]) with { Result = Counted, Fixtures = ["ops:floor"] },
        OpRow.Map("Ceil", x => x.Ceil(), Ceiling, kinks: [-2, -1, 0, 1, 2]) with { Result = Counted, Fixtures = ["ops:ceil"] },
        OpRow.Map("Round", x => x.Round(), Round, kinks: [-1.5, -0.5, 0.5, 1.5]) with { Result = Counted, Fixtures = ["ops:round"] },
        OpRow.Map("Erf", x => x.Erf(), Special.Erf, -4, 4) with { Fixtures = ["ops:erf"] },
        OpRow.Map("Tanh", x => x.Tanh(), Tanh, -4, 4) with { Fixtures = ["ops:tanh"] },
        OpRow.Map("Sigmoid", x => x.Sigmoid(), Special.Sigmoid, -6, 6) with { Fixtures = ["ops:sigmoid"] },
        OpRow.Map("LogSigmoid", x => x.LogSigmoid(), x => Min(x, 0) - Special.Log1p(Exp(-Abs(x))), -6, 6) with { Fixtures = ["ops:logsigmoid"] },
        OpRow.Map("Relu", x => x.Relu(), x => Max(x, 0), kinks: Zero) with { Result = Counted, Fixtures = ["ops:relu"] },
        OpRow.Map("LeakyRelu", x => x.LeakyRelu(0.1), x => x > 0 ? x : 0.1 * x, kinks: Zero) with { Fixtures = ["ops:leaky_relu"] },
        OpRow.Map("Gelu", x => x.Gelu(), x => x / 2 * (1 + Special.Erf(x / Sqrt(2))), -5, 5) with { Fixtures = ["ops:gelu"] },
        OpRow.Map("Gelu", x => x.Gelu(true), x => x / 2 * (1 + Tanh(Sqrt(2 / PI) * (x + 0.044715 * x * x * x))), -5, 5) with
        {
            Fixtures = ["ops:gelu_tanh"],
        },
        OpRow.Map("Silu", x => x.Silu(), x => x * Special.Sigmoid(x), -6, 6) with { Fixtures = ["ops:silu"] },
        OpRow.Map("Softplus", x => x.Softplus(), x => x > 20 ? x : Special.Log1p(Exp(x)), -6, 6) with { Fixtures = ["ops:softplus"] },
        OpRow.Map("Softplus", x => x.Softplus(2, 1), x => 2 * x > 1 ? x : Special.Log1p(Exp(2 * x)) / 2, -2, 2, [0.5]),
        OpRow.Map("Clamp", x => x.Clamp(-0.5, 1), x => Clip(x, -0.5, 1), kinks: [-0.5, 1]) with { Fixtures = ["ops:clamp"] },
        OpRow.Map("Clamp", x => x.Clamp(min: 0), x => Clip(x, 0, double.PositiveInfinity), kinks: Zero) with
        {
            Result = DTypeRules.Promoted.Except(DType.Bool),
            Errors = [ErrorCase.Of<ArgumentException>("Clamp needs min, max or both.", () => Tensor.Zeros([1]).Clamp())],
        },
        OpRow.Map("IsNan", x => x.IsNan(), x => double.IsNaN(x) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Map("IsInf", x => x.IsInf(), x => double.IsInfinity(x) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Map("IsFinite", x => x.IsFinite(), x => double.IsFinite(x) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Map("op_LogicalNot", x => !x, x => x == 0 ? 1 : 0) with { Covers = ["LogicalNot"], Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Unary("To", x => x.To(DType.Float64), x => x, [Real(3, 4), Real(), Real(0, 2), Real(1)]) with { Result = _ => DType.Float64 },
        OpRow.Unary("To", x => x.To(DType.Int32), x => x.Map(Truncate), [Real(3, 37), Real(), Real(0, 2)]) with
        {
            Differentiable = false, Result = _ => DType.Int32, Large = [Real(100_003)],
        },
        OpRow.Unary("To", x => x.To(DType.UInt8), x => x, [Between(0, 250, 3, 37)]) with { Differentiable = false, Result = _ => DType.UInt8 },
        OpRow.Unary("To", x => x.To(DType.Bool), x => x.Map(v => v != 0 ? 1 : 0), [Values([4], 0, 0.1, -3, 1)]) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Unary("Clone", x => x.Clone(), x => x, [Real(3, 4), Real(), Real(0, 2)]) with { Result = DTypeRules.Promoted, Large = [Real(300, 500)] },
    ];

    /// <summary>Exact on integers; refuses Bool.</summary>
    static readonly Func<DType[], DType?> Counted = DTypeRules.Promoted.Except(DType.Bool);

    static double Clip(double x, double low, double high) => double.IsNaN(x) ? x : Min(Max(x, low), high);
}
