using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Sums, means and their like, over all dimensions, one, or several.</summary>
sealed class ReductionRows : IOpRows
{
    static readonly Input[] Some = [Real(3, 4, 5), Real(1, 1, 1), Real(2, 1, 37)];
    static readonly Input[] WithEmpty = [.. Some, Real(2, 0, 3), Real(0, 3, 2)];

    public IEnumerable<OpRow> Rows =>
    [
        Reduce("Sum", x => x.Sum(), [], false, v => v.Sum(), "ops:sum_all") with { Large = [Real(37, 53, 41)] },
        Reduce("Sum", x => x.Sum(0), [0], false, v => v.Sum(), "ops:sum_0") with { Large = [Real(37, 53, 41)] },
        Reduce("Sum", x => x.Sum(1, keepDim: true), [1], true, v => v.Sum()),
        Reduce("Sum", x => x.Sum(-1), [-1], false, v => v.Sum(), "ops:sum_-1") with { Large = [Real(5, 7, 6007)] },
        Reduce("Sum", x => x.Sum([0, 2]), [0, 2], false, v => v.Sum(), "ops:sum_0_2") with
        {
            Large = [Real(37, 53, 41)],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Dimension 3 is out of range for shape [2, 3]: use -2 to 1.", () => Tensor.Zeros([2, 3]).Sum(3)),
            ],
        },
        Reduce("Mean", x => x.Mean(), [], false, Mean, "ops:mean_all") with { Result = DTypeRules.FloatingOnly, Large = [Real(37, 53, 41)] },
        Reduce("Mean", x => x.Mean(1), [1], false, Mean, "ops:mean_1") with { Result = DTypeRules.FloatingOnly },
        Reduce("Mean", x => x.Mean([0, 2], keepDim: true), [0, 2], true, Mean) with { Result = DTypeRules.FloatingOnly },
        Reduce("Var", x => x.Var(), [], false, Var, "ops:var_all") with { Samples = Several, Result = DTypeRules.FloatingOnly, Large = [Real(37, 53, 41)] },
        Reduce("Var", x => x.Var(1), [1], false, Var, "ops:var_1") with { Samples = Several, Result = DTypeRules.FloatingOnly, Large = [Real(37, 53, 41)] },
        Reduce("Var", x => x.Var([0, 2], keepDim: true), [0, 2], true, Var) with { Samples = Several, Result = DTypeRules.FloatingOnly },
        Reduce("Var", x => x.Var(1, correction: 0), [1], false, v => v.Select(x => Math.Pow(x - v.Average(), 2)).Average(), "ops:var_population") with
        {
            Samples = Several, Result = DTypeRules.FloatingOnly,
            Errors =
            [
                ErrorCase.Of<DTypeException>("Var needs a floating tensor, but got Int64: convert with To(DType.Float32) first.", () => Tensor.Arange(3).Var()),
            ],
        },
        Reduce("Std", x => x.Std(1), [1], false, v => Math.Sqrt(Var(v)), "ops:std_1") with { Samples = Several, Result = DTypeRules.FloatingOnly },
        Reduce("Std", x => x.Std(), [], false, v => Math.Sqrt(Var(v))) with { Samples = Several, Result = DTypeRules.FloatingOnly },
        Reduce("Prod", x => x.Prod(), [], false, Product) with { Large = [Between(0.9, 1.1, 70_001)] },
        Reduce("Prod", x => x.Prod(1), [1], false, Product, "ops:prod_1"),
        Reduce("LogSumExp", x => x.LogSumExp(1), [1], false, LogSumExp, "ops:logsumexp_1") with
        {
            Samples = Full, Result = DTypeRules.FloatingOnly, Large = [Real(37, 53, 41)],
        },
        Reduce("LogSumExp", x => x.LogSumExp([0, 2]), [0, 2], false, LogSumExp, "ops:logsumexp_0_2") with { Samples = Full, Result = DTypeRules.FloatingOnly },
        Reduce("Any", x => x.Any(), [], false, v => v.Any(x => x != 0) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        Reduce("Any", x => x.Any(1), [1], false, v => v.Any(x => x != 0) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        Reduce("All", x => x.All(), [], false, v => v.All(x => x != 0) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
        Reduce("All", x => x.All(-1, keepDim: true), [2], true, v => v.All(x => x != 0) ? 1 : 0) with { Differentiable = false, Result = DTypeRules.Bool },
    ];

    static readonly Input[][] Several = [[Real(3, 4, 5)], [Real(2, 2, 37)]];
    static readonly Input[][] Full = [.. Some.Select(x => new[] { x })];

    static double Var(double[] v) => v.Sum(x => Math.Pow(x - v.Average(), 2)) / (v.Length - 1);

    static double Product(double[] v) => v.Aggregate(1.0, (a, b) => a * b);

    static double LogSumExp(double[] v) => v.Max() is var max ? max + Math.Log(v.Sum(x => Math.Exp(x - max))) : 0;

    static OpRow Reduce(string name, Func<Tensor, Tensor> call, int[] dims, bool keepDim, Func<double[], double> reference, string? fixture = null,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Unary(name, call, x => x.Reduce(dims, keepDim, reference), WithEmpty, expression) with
        {
            Result = DTypeRules.Summed, Fixtures = fixture is null ? [] : [fixture],
        };

    static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();
}
