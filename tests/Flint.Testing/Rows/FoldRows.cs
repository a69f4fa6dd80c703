using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Reductions: over all, one and several dimensions; inner, outer and middle ones.</summary>
sealed class FoldRows : IOpRows
{
    static readonly Input[] Shapes = [Real(3, 4, 5), Real(1, 2, 1), Real(2, 67, 3), Real(4, 3, 67), Real(67, 3, 2)];
    static readonly Input[] Varied = [Distinct(3, 4, 5), Distinct(1, 2, 1), Distinct(2, 67, 3), Distinct(4, 3, 67)];
    static readonly Input[] Large = [Real(301, 7, 97)];

    static readonly ErrorCase OutOfRange = ErrorCase.Of<TensorIndexException>("Dimension 2 is out of range for shape [2, 3]: use -2 to 1.",
        () => Tensor.Zeros([2, 3]).Sum(2));

    static readonly ErrorCase Twice = ErrorCase.Of<TensorIndexException>("A reduction names dimension 1 of shape [2, 3] twice: name each once.",
        () => Tensor.Zeros([2, 3]).Sum([1, -1]));

    public IEnumerable<OpRow> Rows =>
    [
        .. Folds("Sum", v => v.Sum(), x => x.Sum(), x => x.Sum(0), x => x.Sum(1), x => x.Sum([0, 2]), x => x.Sum(-1, keepDim: true)).Select(row =>
            row with { Result = DTypeRules.Summed, Errors = [OutOfRange, Twice], Samples = [.. row.Samples, [Real(2, 0, 3)]] }),
        .. Folds("Mean", v => v.Average(), x => x.Mean(), x => x.Mean(0), x => x.Mean(1), x => x.Mean([0, 2]), x => x.Mean(-1, keepDim: true)).Select(row =>
            row with { Result = DTypeRules.FloatingOnly }),
        .. Folds("Var", v => Variance(v, 1), x => x.Var(), x => x.Var(0), x => x.Var(1), x => x.Var([0, 2]), x => x.Var(-1, keepDim: true)).Select(row =>
            row with { Samples = [[Real(3, 4, 5)], [Real(2, 67, 3)], [Real(4, 3, 67)]] }),
        .. Folds("LogSumExp", v => Math.Log(v.Sum(Math.Exp)), x => x.LogSumExp([]), x => x.LogSumExp(0), x => x.LogSumExp(1),
            x => x.LogSumExp([0, 2]), x => x.LogSumExp(-1, keepDim: true)),
        Reduce("Var", x => x.Var(1, correction: 0), [1], false, v => Variance(v, 0), Shapes) with { Fixtures = ["ops:var_population"] },
        Reduce("Std", x => x.Std(1), [1], false, v => Math.Sqrt(Variance(v, 1)), [Real(3, 4, 5), Real(2, 67, 3)]) with { Fixtures = ["ops:std_1"] },
        Reduce("Std", x => x.Std(), [], false, v => Math.Sqrt(Variance(v, 1)), [Real(3, 4, 5)]),
        Reduce("Std", x => x.Std([0, 2], correction: 0, keepDim: true), [0, 2], true, v => Math.Sqrt(Variance(v, 0)), [Real(3, 4, 5)]),
        Reduce("Prod", x => x.Prod(), [], false, Product, [Real(3, 4), Values([2, 2], 0, 2, 3, 4), Values([3], 0, 2, 0), Real(0)]),
        Reduce("Prod", x => x.Prod(1), [1], false, Product, [Real(3, 4, 5), Real(2, 3, 67), Values([3, 2, 1], 0, 2, 0, 0, 3, 4)]) with { Fixtures = ["ops:prod_1"] },
        Extreme("Max", Both(x => x.Max(1)), 1, v => v.Max()) with { Fixtures = ["ops:max_1", "ops:max_ties"] },
        Extreme("Min", Both(x => x.Min(1)), 1, v => v.Min()) with { Fixtures = ["ops:min_1"] },
        Extreme("Max", Both(x => x.Max(-1)), -1, v => v.Max()),
        Reduce("Max", x => x.Max(), [], false, v => v.Max(), [.. Varied, Distinct()]) with { Fixtures = ["ops:max_all"], Large = [Distinct(331, 7, 41)], Errors = [NoElements] },
        Reduce("Min", x => x.Min(), [], false, v => v.Min(), [.. Varied, Distinct()]) with { Large = [Distinct(331, 7, 41)] },
        Position("ArgMax", x => x.ArgMax(1), [1], false, v => v.Max(), "ops:argmax_1"),
        Position("ArgMax", x => x.ArgMax(), [], false, v => v.Max()),
        Position("ArgMax", x => x.ArgMax(0, keepDim: true), [0], true, v => v.Max()),
        Position("ArgMin", x => x.ArgMin(0), [0], false, v => v.Min(), "ops:argmin_0"),
        Position("ArgMin", x => x.ArgMin(), [], false, v => v.Min()),
        Truth("Any", x => x.Round().Any(), [], v => v.Any(x => Math.Round(x) != 0)),
        Truth("Any", x => x.Round().Any(1), [1], v => v.Any(x => Math.Round(x) != 0)),
        Truth("All", x => x.Round().All(), [], v => v.All(x => Math.Round(x) != 0)),
        Truth("All", x => x.Round().All(-1), [-1], v => v.All(x => Math.Round(x) != 0)),
    ];

    static ErrorCase NoElements => ErrorCase.Of<ShapeException>("Max over no elements has no value: shape [2, 0] has size 0 in a reduced dimension.",
        () => Tensor.Zeros([2, 0]).Max());

    static IEnumerable<OpRow> Folds(string name, Func<double[], double> f, Func<Tensor, Tensor> all, Func<Tensor, Tensor> first, Func<Tensor, Tensor> middle,
        Func<Tensor, Tensor> outer, Func<Tensor, Tensor> kept) =>
    [
        Reduce(name, all, [], false, f, Shapes, "all") with { Large = Large, Fixtures = [$"ops:{name.ToLowerInvariant()}_all"] },
        Reduce(name, first, [0], false, f, Shapes, "dim 0") with { Large = Large, Fixtures = [$"ops:{name.ToLowerInvariant()}_0"] },
        Reduce(name, middle, [1], false, f, Shapes, "dim 1") with { Large = Large, Fixtures = [$"ops:{name.ToLowerInvariant()}_1"] },
        Reduce(name, outer, [0, 2], false, f, Shapes, "dims 0, 2") with { Large = Large, Fixtures = [$"ops:{name.ToLowerInvariant()}_0_2"] },
        Reduce(name, kept, [-1], true, f, Shapes, "dim -1 kept") with { Large = Large },
    ];

    static OpRow Reduce(string name, Func<Tensor, Tensor> call, int[] dims, bool keepDim, Func<double[], double> f, Input[] inputs, string? expression = null) =>
        OpRow.Unary(name, call, x => x.Reduce(dims, keepDim, f), inputs, expression ?? $"[{string.Join(", ", dims)}]{(keepDim ? " kept" : "")}");

    static OpRow Extreme(string name, Func<Tensor[], Tensor[]> call, int dim, Func<double[], double> f) =>
        OpRow.Many(name, call, x => [x[0].Reduce([dim], false, f), x[0].Reduce([dim], false, v => Array.IndexOf(v, f(v)))],
            [.. Varied.Select(input => new[] { input })], $"dim {dim}") with { Large = [Distinct(331, 7, 41)] };

    static OpRow Position(string name, Func<Tensor, Tensor> call, int[] dims, bool keepDim, Func<double[], double> f, params string[] fixtures) =>
        Reduce(name, call, dims, keepDim, v => Array.IndexOf(v, f(v)), Varied) with
        {
            Differentiable = false, Result = DTypeRules.Int64, Fixtures = fixtures, Large = [Distinct(331, 7, 41)],
        };

    static OpRow Truth(string name, Func<Tensor, Tensor> call, int[] dims, Func<double[], bool> f) =>
        Reduce(name, call, dims, false, v => f(v) ? 1 : 0, [Real(3, 4, 5), Real(1, 1, 1), Real(2, 0, 3), Real(2, 3, 67)]) with { Differentiable = false };

    static Func<Tensor[], Tensor[]> Both(Func<Tensor, (Tensor, Tensor)> call) => x => [call(x[0]).Item1, call(x[0]).Item2];

    static double Variance(double[] v, double correction) => v.Sum(x => (x - v.Average()) * (x - v.Average())) / (v.Length - correction);

    static double Product(double[] v) => v.Aggregate(1.0, (a, b) => a * b);
}
