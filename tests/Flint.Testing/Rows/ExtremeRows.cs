using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Largest and smallest elements and where they stand.</summary>
sealed class ExtremeRows : IOpRows
{
    static readonly Input[] Some = [Distinct(3, 4, 5), Distinct(1, 1, 1), Distinct(2, 37, 1), Distinct(0, 3, 2)];
    static readonly Input[] Full = [Distinct(3, 4, 5), Distinct(1, 1, 1), Distinct(2, 37, 1)];

    // Equal elements: the first one counts. NaN is larger and smaller than everything.
    static readonly Input Ties = Values([3, 4], 1, 3, 3, 2, 5, 5, 5, 5, 0, -1, 0, -1);
    static readonly Input NaNs = Values([3, 4], 1, double.NaN, 3, double.NaN, 5, 5, 5, double.NaN, 0, -1, double.PositiveInfinity, double.NegativeInfinity);

    public IEnumerable<OpRow> Rows =>
    [
        Pair("Max", x => x.Max(1), 1, false, First(Larger), "ops:max_1") with
        {
            Large = [Distinct(17, 37, 301)],
            Errors =
            [
                ErrorCase.Of<ShapeException>("The largest or smallest of no elements has no value: shape [2, 0] has size 0 in dimension 1.",
                    () => Tensor.Zeros([2, 0]).Max(1)),
                ErrorCase.Of<TensorIndexException>("Dimension 2 is out of range for shape [3]: use -1 to 0.", () => Tensor.Zeros([3]).Max(2)),
            ],
        },
        Pair("Max", x => x.Max(-1, keepDim: true), 2, true, First(Larger)) with { Large = [Distinct(17, 37, 301)] },
        Pair("Min", x => x.Min(1), 1, false, First(Smaller), "ops:min_1") with { Large = [Distinct(17, 37, 301)] },
        Pair("Max", x => { var (v, i) = x.Max(1); return (v, i); }, 1, false, First(Larger), "ops:max_ties") with
        {
            Samples = [[Ties], [NaNs]], Differentiable = false,
        },
        OpRow.Unary("Max", x => x.Max(), x => x.Reduce([], false, v => v[First(Larger)(v)]), [.. Full, Distinct()]) with
        {
            Fixtures = ["ops:max_all"], Result = DTypeRules.Promoted, Large = [Distinct(70_001)],
        },
        OpRow.Unary("Min", x => x.Min(), x => x.Reduce([], false, v => v[First(Smaller)(v)]), [.. Full, Distinct()]) with
        {
            Result = DTypeRules.Promoted, Large = [Distinct(70_001)],
        },
        Index("ArgMax", x => x.ArgMax(), [], First(Larger)) with { Samples = [.. Full.Select(x => new[] { x })], Large = [Distinct(70_001)] },
        Index("ArgMax", x => x.ArgMax(1), [1], First(Larger), "ops:argmax_1"),
        Index("ArgMin", x => x.ArgMin(), [], First(Smaller)) with { Samples = [.. Full.Select(x => new[] { x })] },
        Index("ArgMin", x => x.ArgMin(1), [1], First(Smaller)),
        OpRow.Unary("ArgMin", x => x.ArgMin(0), x => x.Reduce([0], false, v => First(Smaller)(v)), [Distinct(3, 4, 5)]) with
        {
            Differentiable = false, Fixtures = ["ops:argmin_0"],
        },
    ];

    static OpRow Pair(string name, Func<Tensor, (Tensor, Tensor)> call, int dim, bool keepDim, Func<double[], int> find, string? fixture = null,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Many(name, x => { var (values, indices) = call(x[0]); return [values, indices]; },
            x => [x[0].Reduce([dim], keepDim, v => v[find(v)]), x[0].Reduce([dim], keepDim, v => find(v))],
            [.. Some.Select(x => new[] { x })], expression) with
        {
            Result = DTypeRules.Promoted, Fixtures = fixture is null ? [] : [fixture],
        };

    static OpRow Index(string name, Func<Tensor, Tensor> call, int[] dims, Func<double[], int> find, string? fixture = null,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Unary(name, call, x => x.Reduce(dims, false, v => find(v)), Some, expression) with
        {
            Differentiable = false, Result = DTypeRules.Int64, Fixtures = fixture is null ? [] : [fixture],
        };

    static bool Larger(double a, double b) => a > b || (double.IsNaN(a) && !double.IsNaN(b));

    static bool Smaller(double a, double b) => a < b || (double.IsNaN(a) && !double.IsNaN(b));

    static Func<double[], int> First(Func<double, double, bool> better) => values =>
    {
        var at = 0;
        for (var i = 1; i < values.Length; i++)
            if (better(values[i], values[at])) at = i;
        return at;
    };
}
