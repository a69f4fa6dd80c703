using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Sorting, searching, scans.</summary>
sealed class SortingRows : IOpRows
{
    static readonly Input[][] Some = [[Distinct(3, 7, 2)], [Distinct(1, 1, 1)], [Distinct(2, 70, 1)], [Distinct(0, 3, 2)]];

    public IEnumerable<OpRow> Rows =>
    [
        Order("Sort", x => x.Sort(1), null, false) with { Large = [Distinct(3, 20_003, 2)], Fixtures = ["elements:sort", "elements:sort_nan"] },
        Order("Sort", x => x.Sort(1, descending: true), null, true) with
        {
            Fixtures = ["elements:sort_down", "elements:sort_nan_down"],
            Errors = [ErrorCase.Of<TensorIndexException>("Dimension 1 is out of range for shape []: use -1 to 0.", () => Tensor.Scalar(1f).Sort(1))],
        },
        Order("TopK", x => x.TopK(1, 1), 1, true) with { Result = DTypeRules.Promoted },
        Order("TopK", x => x.TopK(3, 1), 3, true) with
        {
            Samples = [[Distinct(3, 7, 2)], [Distinct(2, 70, 3)]], Large = [Distinct(3, 20_003, 2)], Fixtures = ["elements:topk"],
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>("TopK cannot take 4 elements of dimension -1 of [2, 3]: use 0 to 3. (Parameter 'k')", () => Tensor.Zeros([2, 3]).TopK(4)),
            ],
        },
        Order("TopK", x => x.TopK(3, 1, largest: false), 3, false) with { Samples = [[Distinct(3, 7, 2)], [Distinct(2, 70, 3)]], Fixtures = ["elements:topk_smallest"] },
        OpRow.Unary("Argsort", x => x.Argsort(1), x => x.Along(1, v => Argsort(v, false)), [.. Some.Select(s => s[0])]) with { Differentiable = false, Result = null },
        OpRow.Unary("Msort", x => x.Msort(), x => x.Along(0, v => [.. v.Order()]), [Distinct(7, 3), Distinct(5)]),
        Pick("Kthvalue", x => x.Kthvalue(3, 1), v => Argsort(v, false)[2], [[Distinct(3, 6, 2)], [Distinct(1, 70, 1)]], "elements:kthvalue") with
        {
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>("Kthvalue cannot take element 0 of dimension -1 of [2, 3]: use 1 to 3. (Parameter 'k')", () => Tensor.Zeros([2, 3]).Kthvalue(0)),
            ],
        },
        Pick("Median", x => x.Median(1), v => v.Any(double.IsNaN) ? Array.FindIndex(v, double.IsNaN) : Argsort(v, false)[(v.Length - 1) / 2], [[Distinct(3, 6, 2)], [Distinct(2, 7, 1)]], "elements:median"),
        OpRow.Unary("Median", x => x.Median(), x => NDArray.Scalar(x.Data.Order().ElementAt((x.Count - 1) / 2)), [Distinct(3, 4), Distinct(7)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("Median over no elements has no value: shape [0] has size 0 in a reduced dimension.", () => Tensor.Zeros([0]).Median())],
        },
        Pick("NanMedian", x => x.NanMedian(1), v => Argsort(v, false)[(v.Count(x => !double.IsNaN(x)) - 1) / 2], [[Distinct(3, 6, 2)]], "elements:nanmedian"),
        OpRow.Unary("NanMedian", x => x.NanMedian(), x => NDArray.Scalar(x.Data.Where(v => !double.IsNaN(v)).Order().ElementAt(1)), [Values([6], 3, double.NaN, 1, 2, double.NaN, 4)]) with
        {
            Differentiable = false,
        },
        Pick("Mode", x => x.Mode(1), v => Array.LastIndexOf(v, v.GroupBy(x => x).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key), [[Distinct(3, 6, 2)], [Distinct(2, 1, 3)]], "elements:mode"),
        Many("Unique", x => x.Unique(), x => Unique(x.Data, [.. x.Data.Distinct().Order()], x.Shape), [[Indices(6, 4, 5)], [Indices(3, 1)], [Indices(3, 0)]], "elements:unique"),
        Many("Unique", x => x.Unique(1), UniqueColumns, [[Indices(2, 2, 9)], [Indices(3, 3, 5)]], "elements:unique_dim"),
        Many("UniqueConsecutive", x => x.UniqueConsecutive(), Runs, [[Indices(2, 20)], [Indices(3, 1)]], "elements:unique_consecutive"),
        OpRow.Binary("SearchSorted", (s, v) => s.SearchSorted(v), (s, v) => Search(s, v, (a, b) => a < b),
            [[Values([5], -1, 0, 0, 1, 2), Real(3, 7)], [Values([2, 2], -1, 0.5, 0, 3), Real(2, 3)], [Values([0]), Real(3)], [Values([3], 1, 2, 3), Real()]]) with
        {
            Differentiable = false, Fixtures = ["elements:searchsorted"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("SearchSorted expects a 1-D sequence, or values of its shape but for the last dimension, but got a sequence [2, 3] and values [3, 4].",
                    () => Tensor.Zeros([2, 3]).SearchSorted(Tensor.Zeros([3, 4]))),
            ],
        },
        OpRow.Binary("SearchSorted", (s, v) => s.SearchSorted(v, right: true), (s, v) => Search(s, v, (a, b) => a <= b),
            [[Values([5], -1, 0, 0, 1, 2), Values([3], 0, 1, -1)]]) with { Differentiable = false, Fixtures = ["elements:searchsorted_right"] },
        OpRow.Unary("Bucketize", x => x.Bucketize(Tensor.From<float>(-1, 0, 1)), x => x.Map(v => (v > -1 ? 1 : 0) + (v > 0 ? 1 : 0) + (v > 1 ? 1 : 0)), [Real(3, 7), Real()]) with
        {
            Differentiable = false,
            Errors = [ErrorCase.Of<ShapeException>("Bucketize expects 1-D boundaries, but got [1, 1].", () => Tensor.Zeros([3]).Bucketize(Tensor.Zeros([1, 1])))],
        },
        OpRow.Binary("IsIn", (x, e) => x.IsIn(e), (x, e) => x.Map(v => e.Data.Contains(v) ? 1 : 0), [[Indices(9, 3, 7), Indices(9, 4)], [Indices(9, 3), Indices(9, 0)], [Indices(3), Indices(3, 2)]]) with
        {
            Differentiable = false,
        },
        OpRow.Unary("Cumsum", x => x.Cumsum(1), x => x.Along(1, v => Running(v, (a, b) => a + b)), [Real(3, 7, 2), Real(1, 1, 1), Real(2, 0, 3), Real(0, 3, 2)]) with
        {
            Result = DTypeRules.Summed, Large = [Real(5, 300, 131)], Fixtures = ["elements:cumsum", "ops:cumsum_1"],
        },
        OpRow.Unary("Cumprod", x => x.Cumprod(1), x => x.Along(1, v => Running(v, (a, b) => a * b)), [Real(3, 7, 2), Real(1, 1, 1), Real(2, 0, 3)]) with
        {
            Result = DTypeRules.Summed, Large = [Between(0.9, 1.1, 5, 300, 131)], Fixtures = ["elements:cumprod_zeros"],
        },
        OpRow.Unary("LogCumsumExp", x => x.LogCumsumExp(1), x => x.Along(1, v => Running(v, (a, b) => Math.Max(a, b) + Special.Log1p(Math.Exp(-Math.Abs(a - b))))), [Between(-30, 30, 3, 7, 2), Real(1, 1)]) with
        {
            Result = DTypeRules.FloatingOnly, Large = [Real(5, 300, 131)], Fixtures = ["elements:logcumsumexp"],
        },
        OpRow.Many("Cummax", x => { var (v, i) = x[0].Cummax(1); return [v, i]; }, x => Extreme(x[0], (a, b) => a >= b), Some) with
        {
            Result = DTypeRules.Promoted, Large = [Distinct(5, 300, 131)], Fixtures = ["elements:cummax"],
        },
        OpRow.Many("Cummin", x => { var (v, i) = x[0].Cummin(1); return [v, i]; }, x => Extreme(x[0], (a, b) => a <= b), Some) with
        {
            Result = DTypeRules.Promoted, Fixtures = ["elements:cummin"],
        },
        OpRow.Unary("Multinomial", x => x.Multinomial(2, true), x => x.Along(1, _ => [1, 1]), [Values([2, 3], 0, 5, 0, 0, 1, 0)]) with
        {
            Differentiable = false,
            Errors =
            [
                ErrorCase.Of<ArgumentException>("Multinomial cannot draw 2 samples without replacement where only 1 weights are above 0.", () => Tensor.From<float>(0, 1).Multinomial(2)),
                ErrorCase.Of<ArgumentException>("Multinomial needs weights that are finite and not negative, and at least one class.", () => Tensor.From<float>(-1, 1).Multinomial(2)),
            ],
        },
    ];

    /// <summary>Positions in order; NaN counts as largest, equal ones keep their order.</summary>
    static double[] Argsort(double[] v, bool descending)
    {
        var numbers = Enumerable.Range(0, v.Length).Where(i => !double.IsNaN(v[i]));
        var nans = Enumerable.Range(0, v.Length).Where(i => double.IsNaN(v[i]));
        return [.. (descending ? nans.Concat(numbers.OrderByDescending(i => v[i])) : numbers.OrderBy(i => v[i]).Concat(nans)).Select(i => (double)i)];
    }

    static OpRow Order(string name, Func<Tensor, (Tensor, Tensor)> call, int? count, bool descending,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Many(name, x => { var (values, indices) = call(x[0]); return [values, indices]; },
            x => [x[0].Along(1, v => [.. Argsort(v, descending).Take(count ?? v.Length).Select(i => v[(int)i])]), x[0].Along(1, v => [.. Argsort(v, descending).Take(count ?? v.Length)])],
            count is null ? Some : Some[..3], expression) with { Result = null };

    static OpRow Pick(string name, Func<Tensor, (Tensor, Tensor)> call, Func<double[], double> find, Input[][] samples, string fixture,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Many(name, x => { var (values, indices) = call(x[0]); return [values, indices]; },
            x => [x[0].Reduce([1], false, v => v[(int)find(v)]), x[0].Reduce([1], false, find)], samples, expression) with { Fixtures = [fixture] };

    static OpRow Many(string name, Func<Tensor, (Tensor, Tensor, Tensor)> call, Func<NDArray, NDArray[]> reference, Input[][] samples, string fixture,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Many(name, x => { var (a, b, c) = call(x[0]); return [a, b, c]; }, x => reference(x[0]), samples, expression) with { Differentiable = false, Fixtures = [fixture] };

    static NDArray[] Unique(double[] data, double[] values, int[] shape) =>
    [
        Vector(values), new(shape, [.. data.Select(v => (double)Array.IndexOf(values, v))]), Vector([.. values.Select(v => (double)data.Count(x => x == v))]),
    ];

    static NDArray[] UniqueColumns(NDArray x)
    {
        string Column(int j) => string.Join(' ', Enumerable.Range(0, x.Shape[0]).Select(i => x[i, j]));
        var columns = Enumerable.Range(0, x.Shape[1]).Select(Column).ToArray();
        var different = columns.Distinct().Order(StringComparer.Ordinal).ToArray();
        return
        [
            NDArray.Build([x.Shape[0], different.Length], i => x[i[0], Array.IndexOf(columns, different[i[1]])]),
            Vector([.. columns.Select(c => (double)Array.IndexOf(different, c))]), Vector([.. different.Select(d => (double)columns.Count(c => c == d))]),
        ];
    }

    static NDArray[] Runs(NDArray x)
    {
        var (values, inverse, counts) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var v in x.Data)
        {
            if (values.Count == 0 || values[^1] != v)
            {
                values.Add(v);
                counts.Add(0);
            }
            counts[^1]++;
            inverse.Add(values.Count - 1);
        }
        return [Vector([.. values]), Vector([.. inverse]), Vector([.. counts])];
    }

    static NDArray[] Extreme(NDArray x, Func<double, double, bool> better)
    {
        double[] At(double[] v)
        {
            var at = new double[v.Length];
            for (int i = 0, best = 0; i < v.Length; at[i++] = best)
                if (better(v[i], v[best])) best = i;
            return at;
        }
        return [x.Along(1, v => [.. At(v).Select(i => v[(int)i])]), x.Along(1, At)];
    }

    static NDArray Search(NDArray sorted, NDArray values, Func<double, double, bool> isBefore) => NDArray.Build(values.Shape, i =>
        Enumerable.Range(0, sorted.Shape[^1]).Count(k => isBefore(sorted.Rank == 1 ? sorted[k] : sorted[[.. i[..^1], k]], values[i])));

    static double[] Running(double[] v, Func<double, double, double> f)
    {
        var y = (double[])v.Clone();
        for (var i = 1; i < y.Length; i++) y[i] = f(y[i - 1], v[i]);
        return y;
    }

    static NDArray Vector(double[] values) => new([values.Length], values);
}
