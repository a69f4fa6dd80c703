using static System.Math;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Functions of two numbers, broadcast.</summary>
sealed class ArithmeticRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Zip("op_Addition", (a, b) => a + b, (a, b) => a + b) with
        {
            Covers = ["Add"], Fixtures = ["ops:add"], InPlace = x => x[0] += x[1],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Shapes [2, 3] and [2, 4] do not broadcast: at dimension -1, sizes 3 and 4 differ and neither is 1.",
                    () => Tensor.Zeros([2, 3]) + Tensor.Zeros([2, 4])),
            ],
        },
        OpRow.Zip("op_Subtraction", (a, b) => a - b, (a, b) => a - b) with
        {
            Covers = ["Sub"], Fixtures = ["ops:sub"], InPlace = x => x[0] -= x[1], Result = DTypeRules.Promoted.Except(DType.Bool),
            Errors =
            [
                ErrorCase.Of<DTypeException>("Sub is not defined for two Bool tensors: use a ^ b, or convert with To(DType.Int32) first.",
                    () => Tensor.Zeros([1], DType.Bool) - Tensor.Zeros([1], DType.Bool)),
            ],
        },
        OpRow.Zip("op_Multiply", (a, b) => a * b, (a, b) => a * b) with { Covers = ["Mul"], Fixtures = ["ops:mul"], InPlace = x => x[0] *= x[1] },
        OpRow.Zip("op_Division", (a, b) => a / b, (a, b) => a / b, 0.5, 3) with
        {
            Covers = ["Div"], Fixtures = ["ops:div"], InPlace = x => x[0] /= x[1], Result = DTypeRules.Floating,
        },
        OpRow.Zip("Pow", (a, b) => a.Pow(b), Power, 0.2, 3) with { Fixtures = ["ops:pow"], Tolerance32 = 2e-5 },
        OpRow.Map("Pow", x => x.Pow(-1.0), x => Power(x, -1), 0.3, 9) with
        {
            Errors =
            [
                ErrorCase.Of<DTypeException>("Pow of Int64 by -2 is a fraction, which Int64 does not hold: convert with To(DType.Float32) first, or pass -2.0.",
                    () => Tensor.Arange(3).Pow(-2)),
            ],
        },
        OpRow.Map("Pow", x => x.Pow(2), x => x * x) with { Result = Counted },
        OpRow.Map("Pow", x => x.Pow(3), x => x * x * x) with { Result = Counted, Fixtures = ["ops:pow_3"], Tolerance32 = 2e-5 },
        OpRow.Map("Pow", x => x.Pow(0.5), x => Power(x, 0.5), 0.1, 9) with { Fixtures = ["ops:pow_half"], Specials = false },
        OpRow.Map("Pow", x => x.Pow(-1.5), x => Power(x, -1.5), 0.3, 9) with { Tolerance32 = 2e-5 },
        OpRow.Binary("Maximum", (a, b) => a.Maximum(b), (a, b) => a.Zip(b, Max), Apart) with
        {
            Fixtures = ["ops:maximum"], Specials = true, Result = DTypeRules.Promoted, Large = Big,
        },
        OpRow.Binary("Minimum", (a, b) => a.Minimum(b), (a, b) => a.Zip(b, Min), Apart) with
        {
            Fixtures = ["ops:minimum"], Specials = true, Result = DTypeRules.Promoted, Large = Big,
        },
        Compare("op_LessThan", (a, b) => a < b, (a, b) => a < b, "Lt"),
        Compare("op_LessThanOrEqual", (a, b) => a <= b, (a, b) => a <= b, "Le"),
        Compare("op_GreaterThan", (a, b) => a > b, (a, b) => a > b, "Gt"),
        Compare("op_GreaterThanOrEqual", (a, b) => a >= b, (a, b) => a >= b, "Ge"),
        Compare("Eq", (a, b) => a.Eq(b), (a, b) => a == b),
        Compare("Ne", (a, b) => a.Ne(b), (a, b) => a != b),
        Compare("LogicalAnd", (a, b) => a.LogicalAnd(b), (a, b) => a != 0 && b != 0),
        Compare("LogicalOr", (a, b) => a.LogicalOr(b), (a, b) => a != 0 || b != 0),
        Compare("LogicalXor", (a, b) => a.LogicalXor(b), (a, b) => (a != 0) != (b != 0)),
        Bits("op_BitwiseAnd", "BitwiseAnd", (a, b) => a & b, (a, b) => a & b) with
        {
            Errors =
            [
                ErrorCase.Of<DTypeException>("BitwiseAnd is not defined for Float32 and Int64: use LogicalAnd, or convert with To(DType.Int64) first.",
                    () => Tensor.Ones([2]) & Tensor.Arange(2)),
            ],
        },
        Bits("op_BitwiseOr", "BitwiseOr", (a, b) => a | b, (a, b) => a | b),
        Bits("op_ExclusiveOr", "BitwiseXor", (a, b) => a ^ b, (a, b) => a ^ b),
        OpRow.Ternary("Where", (c, a, b) => Tensor.Where(c, a, b), Choose,
            [[Mask(3, 4, 5), Real(4, 1), Real(3, 1, 5)], [Mask(), Real(3), Real()], [Mask(0, 3), Real(3), Real(1)], [Mask(1), Real(), Real()]]) with
        {
            Fixtures = ["ops:where"], Large = [Mask(300, 401), Real(300, 401), Real(300, 1)],
        },
    ];

    // A C# int is Int32, also beside Bool.
    static readonly Func<DType[], DType?> Counted = inputs => inputs[0] == DType.Bool ? DType.Int32 : inputs[0];

    static readonly Input[] Big = [Distinct(17, 5003), Between(-2, 2, 17, 1)];

    // The first operand's values lie between the second's, so that a derivative exists everywhere.
    static readonly Input[][] Apart =
    [
        [Values([3, 1, 2], -1.5, 0.5, 1.5, -0.5, 2.5, -2.5), Values([2, 1], -1, 1)], [Values([], 1.5), Values([], -1)],
        [Values([0, 3]), Values([1, 3], 1, 2, 3)], [Values([2, 3], 0.5, 1.5, 2.5, 3.5, 4.5, 5.5), Values([1], 3)],
    ];

    static OpRow Compare(string name, Func<Tensor, Tensor, Tensor> call, Func<double, double, bool> reference, string? method = null) =>
        OpRow.Zip(name, call, (a, b) => reference(a, b) ? 1 : 0, expression: name) with
        {
            Covers = method is null ? [] : [method], Differentiable = false, Result = DTypeRules.Bool,
        };

    static OpRow Bits(string name, string method, Func<Tensor, Tensor, Tensor> call, Func<long, long, long> reference) =>
        OpRow.Binary(name, call, (a, b) => a.Zip(b, (x, y) => reference((long)x, (long)y)),
            [[Indices(1000, 67), Indices(1000, 67)], [Indices(9, 3, 1, 5), Indices(9, 4, 1)], [Indices(9, 0, 3), Indices(9, 3)], [Mask(3, 4), Indices(9)]], name) with
        {
            Covers = [method], Differentiable = false, Large = [Indices(1 << 30, 17, 5003), Indices(1 << 30, 17, 1)],
        };

    static double Power(double a, double b) => Pow(a, b);

    static NDArray Choose(NDArray condition, NDArray a, NDArray b)
    {
        var shape = NDArray.Broadcast(condition.Shape, NDArray.Broadcast(a.Shape, b.Shape));
        var (c, x, y) = (condition.To(shape), a.To(shape), b.To(shape));
        return new(shape, [.. c.Data.Select((test, i) => test != 0 ? x.Data[i] : y.Data[i])]);
    }
}
