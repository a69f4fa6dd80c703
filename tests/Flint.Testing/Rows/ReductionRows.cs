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
    ];

    static OpRow Reduce(string name, Func<Tensor, Tensor> call, int[] dims, bool keepDim, Func<double[], double> reference, string? fixture = null,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Unary(name, call, x => x.Reduce(dims, keepDim, reference), WithEmpty, expression) with
        {
            Result = DTypeRules.Summed, Fixtures = fixture is null ? [] : [fixture],
        };

    static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();
}
