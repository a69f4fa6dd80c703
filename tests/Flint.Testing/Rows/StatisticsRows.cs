using static System.Math;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Norms, distances, quantiles, counts and other statistics.</summary>
sealed class StatisticsRows : IOpRows
{
    static readonly Input[] Some = [Real(3, 4, 5), Real(1, 1, 1), Real(2, 3, 37)];

    public IEnumerable<OpRow> Rows =>
    [
        Norm("Norm", x => x.Norm(2, [0, 2]), 2) with { Fixtures = ["elements:norm_2"], Large = [Real(37, 53, 41)] },
        Norm("Norm", x => x.Norm(1, [0, 2]), 1) with { Fixtures = ["elements:norm_1"] },
        Norm("Norm", x => x.Norm(3, [0, 2]), 3) with { Fixtures = ["elements:norm_3"], Tolerance32 = 2e-5 },
        Norm("Norm", x => x.Norm(0.5, [0, 2]), 0.5) with { Fixtures = ["elements:norm_0.5"], Tolerance32 = 2e-5, Samples = [[new([3, 4, 5], -2, 2) { Kinks = [0] }]] },
        Norm("VectorNorm", x => x.VectorNorm(double.PositiveInfinity, [0, 2]), double.PositiveInfinity) with { Fixtures = ["elements:norm_inf"] },
        Norm("Norm", x => x.Norm(double.NegativeInfinity, [0, 2]), double.NegativeInfinity) with { Fixtures = ["elements:norm_-inf"] },
        Norm("Norm", x => x.Norm(0, [0, 2]), 0) with { Fixtures = ["elements:norm_0"] },
        OpRow.Unary("Norm", x => x.Norm(2, 1), x => x.Reduce([1], false, v => Length(v, 2)), [Real(3, 4), Real(2, 1)]) with { Fixtures = ["elements:norm_zero"] },
        OpRow.Unary("Norm", x => x.Norm(), x => x.Reduce([], false, v => Length(v, 2)), [Real(3, 4), Real()]) with
        {
            Errors = [ErrorCase.Of<DTypeException>("Norm needs a floating tensor, but got Int64: convert with To(DType.Float32) first.", () => Tensor.Arange(3).Norm())],
        },
        OpRow.Unary("AMax", x => x.AMax([0, 2]), x => x.Reduce([0, 2], false, v => v.Max()), [Distinct(3, 4, 5), Distinct(1, 1, 1)]) with
        {
            Result = DTypeRules.Promoted, Large = [Distinct(37, 53, 41)], Fixtures = ["elements:amax"],
            Errors = [ErrorCase.Of<ShapeException>("AMax over no elements has no value: shape [0] has size 0 in a reduced dimension.", () => Tensor.Zeros([0]).AMax([0]))],
        },
        OpRow.Unary("AMin", x => x.AMin([0, 2]), x => x.Reduce([0, 2], false, v => v.Min()), [Distinct(3, 4, 5), Distinct(1, 1, 1)]) with { Result = DTypeRules.Promoted, Fixtures = ["elements:amin"] },
        OpRow.Many("AMinMax", x => { var (a, b) = x[0].AMinMax(1); return [a, b]; }, x => [x[0].Reduce([1], false, v => v.Min()), x[0].Reduce([1], false, v => v.Max())], [[Distinct(3, 4, 5)]]),
        OpRow.Unary("CountNonzero", x => x.CountNonzero(1), x => x.Reduce([1], false, v => v.Count(a => a != 0)), [Values([2, 3], 0, 1, -2, 0, 0, 0)]) with { Differentiable = false, Result = DTypeRules.Int64 },
        OpRow.Unary("Any", x => x.Any([0, 2]), x => x.Reduce([0, 2], false, v => v.Any(a => a != 0) ? 1 : 0), [Real(3, 4, 5), Real(0, 3, 2)]) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Unary("All", x => x.All([0, 2]), x => x.Reduce([0, 2], false, v => v.All(a => a != 0) ? 1 : 0), [Real(3, 4, 5), Real(0, 3, 2)]) with { Differentiable = false, Result = DTypeRules.Bool },
        OpRow.Unary("Prod", x => x.Prod([0, 2]), x => x.Reduce([0, 2], false, v => v.Aggregate(1.0, (a, b) => a * b)), [Between(0.5, 1.5, 3, 4, 5), Real(0, 3, 2)]),
        OpRow.Unary("Prod", x => x.Prod(-1), x => x.Reduce([-1], false, v => v.Aggregate(1.0, (a, b) => a * b)), [Real(5, 4)]) with { Fixtures = ["elements:prod_zeros"] },
        OpRow.Unary("LogSumExp", x => x.LogSumExp(), x => x.Reduce([], false, v => Log(v.Sum(Exp))), [Real(3, 4), Real()]),
        OpRow.Unary("NanSum", x => x.NanSum([1]), x => x.Reduce([1], false, v => v.Where(a => !double.IsNaN(a)).Sum()), [Real(3, 4), Real(2, 0)]) with { Fixtures = ["elements:nansum"] },
        OpRow.Unary("NanMean", x => x.NanMean([1]), x => x.Reduce([1], false, v => v.Where(a => !double.IsNaN(a)).Average()), [Real(3, 4)]) with { Fixtures = ["elements:nanmean"] },
        OpRow.Many("VarMean", x => { var (a, b) = x[0].VarMean([1]); return [a, b]; }, x => [x[0].Reduce([1], false, Var), x[0].Reduce([1], false, v => v.Average())], [[Real(3, 4)]]),
        OpRow.Many("StdMean", x => { var (a, b) = x[0].StdMean([1]); return [a, b]; }, x => [x[0].Reduce([1], false, v => Sqrt(Var(v))), x[0].Reduce([1], false, v => v.Average())], [[Real(3, 4)]]),
        Quantile("Quantile", x => x.Quantile(Shares, 1), (a, b, w) => a + w * (b - a), "elements:quantile_linear"),
        Quantile("Quantile", x => x.Quantile(Shares, 1, interpolation: Interpolation.Lower), (a, b, w) => a, "elements:quantile_lower"),
        Quantile("Quantile", x => x.Quantile(Shares, 1, interpolation: Interpolation.Higher), (a, b, w) => b, "elements:quantile_higher"),
        Quantile("Quantile", x => x.Quantile(Shares, 1, interpolation: Interpolation.Nearest), (a, b, w) => w > 0.5 ? b : a, "elements:quantile_nearest"),
        Quantile("Quantile", x => x.Quantile(Shares, 1, interpolation: Interpolation.Midpoint), (a, b, w) => (a + b) / 2, "elements:quantile_midpoint"),
        Quantile("NanQuantile", x => x.NanQuantile(Shares, 1), (a, b, w) => a + w * (b - a), "elements:nanquantile"),
        OpRow.Unary("Quantile", x => x.Quantile(0.5, keepDim: true), x => new([.. x.Shape.Select(_ => 1)], [AtRank(x.Data, 0.5, (a, b, w) => a + w * (b - a))]), [Distinct(3, 4), Distinct(7)]),
        OpRow.Unary("NanQuantile", x => x.NanQuantile(0.25, -1, keepDim: true), x => x.Reduce([-1], true, v => AtRank(v, 0.25, (a, b, w) => a + w * (b - a))), [Distinct(3, 4)]),
        OpRow.Binary("Dist", (a, b) => a.Dist(b), (a, b) => NDArray.Scalar(Length(a.Zip(b, (x, y) => x - y).Data, 2)), [[Real(3, 4), Real(4)]]),
        OpRow.Binary("PairwiseDistance", (a, b) => a.PairwiseDistance(b, 3), (a, b) => a.Zip(b, (x, y) => x - y + 1e-6).Reduce([-1], false, v => Length(v, 3)), [[Real(4, 3), Real(4, 3)], [Real(4, 3), Real(3)]]) with
        {
            Fixtures = ["elements:pairwise"], Tolerance32 = 2e-5,
        },
        OpRow.Binary("CosineSimilarity", (a, b) => a.CosineSimilarity(b), (a, b) => a.Zip(b, (x, y) => x * y).Reduce([1], false, v => v.Sum())
            .Zip(a.Reduce([1], false, v => Length(v, 2)).Zip(b.Reduce([1], false, v => Length(v, 2)), (x, y) => x * y), (x, y) => x / y), [[Real(4, 3, 2), Real(4, 3, 2)]]) with
        {
            Fixtures = ["elements:cosine"],
        },
        OpRow.Binary("Cdist", (a, b) => a.Cdist(b), (a, b) => NDArray.Build([.. a.Shape[..^1], b.Shape[^2]],
            i => Sqrt(Enumerable.Range(0, a.Shape[^1]).Sum(k => Pow(a[[.. i[..^1], k]] - b[[.. i[..^2], i[^1], k]], 2)))), [[Real(2, 4, 3), Real(2, 5, 3)], [Real(2, 3), Real(1, 3)]]) with
        {
            Fixtures = ["elements:cdist"],
            Errors = [ErrorCase.Of<ShapeException>("Cdist expects [..., n, d] and [..., m, d], but got [2, 3] and [2, 4].", () => Tensor.Zeros([2, 3]).Cdist(Tensor.Zeros([2, 4])))],
        },
        OpRow.Unary("Pdist", x => x.Pdist(), x => new NDArray([x.Shape[0] * (x.Shape[0] - 1) / 2], [.. from i in Enumerable.Range(0, x.Shape[0]) from j in Enumerable.Range(i + 1, x.Shape[0] - i - 1)
            select Sqrt(Enumerable.Range(0, x.Shape[1]).Sum(k => Pow(x[i, k] - x[j, k], 2)))]), [Real(5, 3), Real(1, 3)]) with { Fixtures = ["elements:pdist"] },
        OpRow.Unary("Histc", x => x.Histc(7, -2, 2), x => new([7], [.. Enumerable.Range(0, 7).Select(k => (double)x.Data.Count(v => v is >= -2 and <= 2 && Min((int)((v + 2) / 4 * 7), 6) == k))]), [Real(50), Real(0)]) with
        {
            Differentiable = false, Fixtures = ["elements:histc"],
            Errors = [ErrorCase.Of<ArgumentException>("Histogram needs 1 bin or more and min <= max, but got 0 bins from 0 to 0.", () => Tensor.Zeros([2]).Histc(0))],
        },
        OpRow.Many("Histogram", x => { var (h, e) = x[0].Histogram(2, 0, 2, density: true); return [h, e]; }, x => [Density(x[0].Data), new([3], [0, 1, 2])], [[Values([5], 0, 0.5, 0.9, 2, 3)]]) with { Differentiable = false },
        OpRow.Unary("Bincount", x => x.Bincount(minLength: 9), x => new([9], [.. Enumerable.Range(0, 9).Select(k => (double)x.Data.Count(v => v == k))]), [Indices(6, 20), Indices(6, 0)]) with
        {
            Differentiable = false,
            Errors = [ErrorCase.Of<TensorIndexException>("Bincount: -1 at position [0] of the elements is out of range: they are counted from 0, use 0 to 1.", () => Tensor.From<long>(-1, 1).Bincount())],
        },
        OpRow.Unary("Diff", x => x.Diff(2, 1), x => x.Along(1, v => [.. v.Skip(2).Select((c, i) => c - 2 * v[i + 1] + v[i])]), [Real(3, 5, 2)]),
        OpRow.Binary("Diff", (x, p) => x.Diff(prepend: p), (x, p) => NDArray.Build(x.Shape, i => x[i] - (i[1] == 0 ? p[i[0], 0] : x[i[0], i[1] - 1])), [[Real(3, 5), Real(3, 1)]]),
        OpRow.Many("Gradient", x => x[0].Gradient(0.5), x => [x[0].Along(0, v => Derivative(v, [0, 0.5, 1])), x[0].Along(1, v => Derivative(v, [0, 0.5, 1, 1.5]))], [[Real(3, 4)]]) with
        {
            Fixtures = ["further:gradient"], Result = DTypeRules.FloatingOnly,
            Errors =
            [
                ErrorCase.Of<ShapeException>("Gradient with edgeOrder 1 needs 2 samples or more along dimension 0, but got [1].", () => Tensor.Zeros([1]).Gradient()),
                ErrorCase.Of<ShapeException>("Gradient along dimension 0 of [3] expects [3] coordinates, but got [2].", () => Tensor.Zeros([3]).Gradient(Tensor.Zeros([2]), 0)),
                ErrorCase.Of<DTypeException>("Gradient needs a floating tensor, but got Int64: convert with To(DType.Float32) first.", () => Tensor.Arange(3L, 6).Gradient()),
            ],
        },
        OpRow.Many("Gradient", x => x[0].Gradient(dims: [1], edgeOrder: 2), x => [x[0].Along(1, v => Derivative(v, [0, 1, 2, 3, 4], edgeOrder: 2))], [[Real(2, 5)]]) with { Fixtures = ["further:gradient_2"] },
        OpRow.Binary("Gradient", (x, at) => x.Gradient(at, 1), (x, at) => x.Along(1, v => Derivative(v, at.Data)), [[Real(2, 5), Uneven], [Real(1, 2), new([2], 0, 0) { Fixed = [0, 2], Constant = true }]]) with { Fixtures = ["further:gradient_uneven"] },
        OpRow.Binary("Gradient", (x, at) => x.Gradient(at, 1, edgeOrder: 2), (x, at) => x.Along(1, v => Derivative(v, at.Data, edgeOrder: 2)), [[Real(2, 5), Uneven]]) with { Fixtures = ["further:gradient_uneven_2"] },
        OpRow.Unary("Trapezoid", x => x.Trapezoid(0.5, 1), x => x.Reduce([1], false, v => v.Zip(v.Skip(1), (a, b) => (a + b) / 4).Sum()), [Real(3, 5, 2), Real(2, 1)]),
        OpRow.Binary("Trapezoid", (y, x) => y.Trapezoid(x, 1), (y, x) => y.Reduce([1], false, v => v.Zip(v.Skip(1), (a, b) => (a + b) / 2).Select((a, i) => a * (x.Data[i + 1] - x.Data[i])).Sum()), [[Real(3, 6), Real(6)]]) with
        {
            Fixtures = ["elements:trapezoid"],
        },
        OpRow.Unary("CumulativeTrapezoid", x => x.CumulativeTrapezoid(2, 1), x => x.Along(1, v => [.. v.Skip(1).Select((_, i) => Enumerable.Range(0, i + 1).Sum(k => v[k] + v[k + 1]))]), [Real(3, 5)]),
        OpRow.Unary("Cov", x => x.Cov(), Cov, [Real(3, 6), Real(1, 4)]) with { Fixtures = ["elements:cov"] },
        OpRow.Unary("Corrcoef", x => x.Corrcoef(), x => Cov(x) is var c ? NDArray.Build(c.Shape, i => c[i] / Sqrt(c[i[0], i[0]] * c[i[1], i[1]])) : x, [Real(3, 6)]) with
        {
            Differentiable = false, Fixtures = ["elements:corrcoef"],
        },
        OpRow.Unary("Renorm", x => x.Renorm(2, 1, 1.5), x => NDArray.Build(x.Shape, i => x[i] * Shrink(x, i[1])), [Real(3, 4, 2)]) with { Fixtures = ["elements:renorm"] },
    ];

    static readonly Input Uneven = new([5], 0, 0) { Fixed = [0, 1, 1.5, 4, 4.25], Constant = true };

    /// <summary>Of the parabola through a point and its neighbours, or the line through two at an end.</summary>
    static double[] Derivative(double[] v, double[] at, int edgeOrder = 1) => [.. v.Select((_, i) =>
    {
        var from = Min(Max(i - 1, 0), Max(v.Length - 3, 0));
        int[] points = i > 0 && i < v.Length - 1 || edgeOrder == 2 ? [from, from + 1, from + 2] : i == 0 ? [0, 1] : [i - 1, i];
        return points.Sum(p => v[p] * points.Where(q => q != p).Sum(skipped => points.Where(q => q != p && q != skipped).Aggregate(1.0, (w, q) => w * (at[i] - at[q]))
            ) / points.Where(q => q != p).Aggregate(1.0, (w, q) => w * (at[p] - at[q])));
    })];

    static readonly double[] Shares = [0, 0.1, 0.37, 0.5, 1];

    static double Shrink(NDArray x, int j) => Sqrt((from i in Enumerable.Range(0, x.Shape[0]) from k in Enumerable.Range(0, x.Shape[2]) select Pow(x[i, j, k], 2)).Sum()) is var n && n > 1.5 ? 1.5 / (n + 1e-7) : 1;

    static double Length(double[] v, double p) => p switch
    {
        0 => v.Count(x => x != 0),
        double.PositiveInfinity => v.Max(Abs),
        double.NegativeInfinity => v.Min(Abs),
        _ => Pow(v.Sum(x => Pow(Abs(x), p)), 1 / p),
    };

    static OpRow Norm(string name, Func<Tensor, Tensor> call, double p, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Unary(name, call, x => x.Reduce([0, 2], false, v => Length(v, p)), Some, expression) with { Result = DTypeRules.FloatingOnly };

    static OpRow Quantile(string name, Func<Tensor, Tensor> call, Func<double, double, double, double> between, string fixture,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Unary(name, call, x => x.Along(1, v => [.. Shares.Select(q => AtRank(v, q, between))]).Permute([1, 0, .. Enumerable.Range(2, x.Rank - 2)]), [Distinct(3, 6, 2), Distinct(2, 1)], expression) with
        {
            Fixtures = [fixture],
        };

    static double AtRank(double[] v, double q, Func<double, double, double, double> between)
    {
        var sorted = v.Where(x => !double.IsNaN(x)).Order().ToArray();
        var rank = q * (sorted.Length - 1);
        return between(sorted[(int)Floor(rank)], sorted[(int)Ceiling(rank)], rank - Floor(rank));
    }

    static NDArray Density(double[] v) => v.Count(x => x < 1) is var low && v.Count(x => x is >= 1 and <= 2) is var high ? new([2], [low / (double)(low + high), high / (double)(low + high)]) : null!;

    static double Var(double[] v) => v.Sum(x => Pow(x - v.Average(), 2)) / (v.Length - 1);

    static NDArray Cov(NDArray x)
    {
        var rows = Enumerable.Range(0, x.Shape[0]).Select(i => Enumerable.Range(0, x.Shape[1]).Select(j => x[i, j]).ToArray()).ToArray();
        return NDArray.Build([rows.Length, rows.Length], i => rows[i[0]].Zip(rows[i[1]], (a, b) => (a - rows[i[0]].Average()) * (b - rows[i[1]].Average())).Sum() / (x.Shape[1] - 1));
    }
}
