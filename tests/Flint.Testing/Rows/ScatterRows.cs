using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class ScatterRows : IOpRows
{
    static Tensor Index(params long[] ids) => Tensor.From<long>(ids);

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("Scatter", (x, i, s) => x.Scatter(1, i, s), (x, i, s) => Scattered(x, 1, i, s, (_, b) => b),
            [[Real(3, 4, 5), Indices(4, 3, 6, 5), Real(3, 6, 5)], [Real(3, 4), Indices(4, 2, 3), Real(3, 5)], [Real(2, 3), Indices(3, 2, 0), Real(2, 1)], [Real(1, 1), Indices(1, 1, 1), Real(1, 1)]]) with
        {
            Large = [Real(90, 300, 3), Indices(300, 90, 400, 3), Real(90, 400, 3)], Fixtures = ["indexing:scatter"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Scatter: 3 at position [1, 0] of the index is out of range: dimension 1 of [2, 3] has size 3, use 0 to 2.",
                    () => Tensor.Zeros([2, 3]).Scatter(1, Index(0, 3).Reshape(2, 1), Tensor.Zeros([2, 1]))),
                ErrorCase.Of<ShapeException>(
                    "Scatter along dimension 1 of [2, 3] expects an index of 2 dimensions, no larger than the source and than x in the other ones, but got index [3, 1] and source [3, 1].",
                    () => Tensor.Zeros([2, 3]).Scatter(1, Index(0, 1, 2).Reshape(3, 1), Tensor.Zeros([3, 1]))),
                ErrorCase.Of<DTypeException>("Scatter expects values of the target's dtype Float32, but got Float64: convert one with To.",
                    () => Tensor.Zeros([3]).Scatter(0, Index(1), Tensor.Zeros([1], DType.Float64))),
            ],
        },
        OpRow.Binary("Scatter", (x, i) => x.Scatter(-2, i, 0.5), (x, i) => Scattered(x, 0, i, i.Map(_ => 0.5), (_, b) => b), [[Real(4, 3), Indices(4, 2, 3)]]),
        OpRow.Ternary("ScatterAdd", (x, i, s) => x.ScatterAdd(1, i, s), (x, i, s) => Scattered(x, 1, i, s, (a, b) => a + b),
            [[Real(3, 4, 5), Indices(4, 3, 6, 5), Real(3, 6, 5)], [Real(3, 4), Indices(4, 2, 3), Real(2, 3)], [Real(2, 3), Indices(3, 2, 0), Real(2, 0)]]) with
        { Large = [Real(90, 300, 3), Indices(300, 90, 400, 3), Real(90, 400, 3)], Fixtures = ["indexing:scatter_add"] },
        Reduced(ScatterReduction.Sum, true), Reduced(ScatterReduction.Mean, true), Reduced(ScatterReduction.Mean, false), Reduced(ScatterReduction.Prod, true),
        Reduced(ScatterReduction.Prod, false), Reduced(ScatterReduction.AMax, true), Reduced(ScatterReduction.AMin, false),
        OpRow.Ternary("ScatterReduce", (x, i, s) => (x * 3).To(DType.Int64).ScatterReduce(0, i, (s * 5).To(DType.Int64), ScatterReduction.Mean), (x, i, s) =>
            Gathered(x.Map(v => Math.Truncate((float)v * 3f)), 0, i, s.Map(v => Math.Truncate((float)v * 5f)), true, v => Math.Floor(v.Average())),
            [[Between(0.11, 0.12, 4), Indices(4, 3), Between(0.4, 0.41, 3)]]) with { Differentiable = false },
        OpRow.Ternary("IndexAdd", (x, i, s) => x.IndexAdd(1, i, s, 2), (x, i, s) => Rowwise(x, 1, i, s, (a, b) => a + 2 * b),
            [[Real(2, 3, 4), Indices(3, 5), Real(2, 5, 4)], [Real(2, 3), Indices(3, 0), Real(2, 0)]]) with
        {
            Large = [Real(20, 100, 30), Indices(100, 300), Real(20, 300, 30)], Fixtures = ["indexing:index_add"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("IndexAdd along dimension 0 of [3, 2] with 2 indices expects a source of [2, 2], but got [3, 2].",
                    () => Tensor.Zeros([3, 2]).IndexAdd(0, Index(0, 1), Tensor.Zeros([3, 2]))),
            ],
        },
        OpRow.Ternary("IndexCopy", (x, i, s) => x.IndexCopy(0, i, s), (x, i, s) => Rowwise(x, 0, i, s, (_, b) => b),
            [[Real(4, 3), Indices(4, 6), Real(6, 3)], [Real(4), Indices(4, 2), Real(2)]]) with { Large = [Real(300, 300), Indices(300, 400), Real(400, 300)] },
        OpRow.Ternary("IndexFill", (x, i, v) => x.IndexFill(0, i, v), (x, i, v) => Rowwise(x, 0, i, v.To([i.Count, .. x.Shape[1..]]), (_, b) => b),
            [[Real(4, 3), Indices(4, 2), Real()]]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("IndexFill expects a number or a scalar tensor, but got shape [2]: IndexCopy takes one value per element.",
                () => Tensor.Zeros([3]).IndexFill(0, Index(0, 1), Tensor.Zeros([2])))],
        },
        OpRow.Ternary("IndexReduce", (x, i, s) => x.IndexReduce(1, i, s, ScatterReduction.Prod),
            (x, i, s) => Rowwise(x, 1, i, s, (a, b) => a * b), [[Real(2, 3, 2), Indices(3, 4), Real(2, 4, 2)]]) with { Tolerance64 = 1e-9 },
        OpRow.Ternary("IndexPut", (x, i, v) => x.IndexPut([i, i.To(DType.Int32)], v), (x, i, v) => Put(x, i, v, (_, b) => b),
            [[Real(4, 4, 3), Indices(4, 5), Real(5, 3)], [Real(3, 3), Indices(3, 2), Real()]]) with { Fixtures = ["indexing:index_put"] },
        OpRow.Ternary("IndexPut", (x, i, v) => x.IndexPut([i, i], v, accumulate: true), (x, i, v) => Put(x, i, v, (a, b) => a + b),
            [[Real(4, 4, 3), Indices(4, 7), Real(7, 3)]]) with
        {
            Fixtures = ["indexing:index_put_accumulate"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("IndexPut of [2] takes 1 to 1 indices, one per dimension, but got 2.",
                    () => Tensor.Zeros([2]).IndexPut([Index(0), Index(0)], 1f)),
                ErrorCase.Of<ShapeException>("IndexPut of [2, 3] expects a mask of the sizes of the dimensions from 0 on, but got [3].",
                    () => Tensor.Zeros([2, 3]).IndexPut([Tensor.Zeros([3], DType.Bool)], 1f)),
            ],
        },
        OpRow.Ternary("Put", (x, i, s) => x.Put(i, s, true), (x, i, s) => Scattered(x.Reshape(x.Count), 0, i.Reshape(i.Count), s.Reshape(s.Count), (a, b) => a + b).Reshape(x.Shape),
            [[Real(3, 4), Indices(12, 2, 5), Real(2, 5)]]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("Put expects as many values as indices, but got index [2] and source [3].",
                () => Tensor.Zeros([3]).Put(Index(0, 1), Tensor.Zeros([3])))],
        },
    ];

    static OpRow Reduced(ScatterReduction kind, bool self) => OpRow.Ternary("ScatterReduce", (x, i, s) => x.ScatterReduce(1, i, s, kind, self), (x, i, s) =>
        Gathered(x, 1, i, s, self, v => kind switch
        {
            ScatterReduction.Sum => v.Sum(), ScatterReduction.Mean => v.Average(), ScatterReduction.Prod => v.Aggregate((a, b) => a * b),
            ScatterReduction.AMax => v.Max(), _ => v.Min(),
        }),
        [[Distinct(3, 4), Indices(4, 3, 7), Distinct(3, 7)], [Real(2, 3), Indices(3, 2, 1), Real(2, 1)]], $"ScatterReduce({kind}, {self})") with
    { Fixtures = [$"indexing:scatter_reduce_{kind}_{self}".ToLowerInvariant()], Large = [Distinct(40, 300), Indices(300, 40, 500), Distinct(40, 500)], Tolerance32 = 2e-5 };

    static NDArray Scattered(NDArray x, int dim, NDArray index, NDArray source, Func<double, double, double> f)
    {
        var y = new NDArray(x.Shape, [.. x.Data]);
        NDArray.Build(index.Shape, at =>
        {
            var p = Flat(x.Shape, [.. at[..dim], (int)index[at], .. at[(dim + 1)..]]);
            return y.Data[p] = f(y.Data[p], source[at]);
        });
        return y;
    }

    static NDArray Gathered(NDArray x, int dim, NDArray index, NDArray source, bool self, Func<double[], double> f)
    {
        var values = x.Data.Select(v => new List<double>()).ToArray();
        NDArray.Build(index.Shape, at =>
        {
            values[Flat(x.Shape, [.. at[..dim], (int)index[at], .. at[(dim + 1)..]])].Add(source[at]);
            return 0;
        });
        return new(x.Shape, [.. x.Data.Select((v, p) => values[p].Count == 0 ? v : f(self ? [v, .. values[p]] : [.. values[p]]))]);
    }

    static NDArray Rowwise(NDArray x, int dim, NDArray index, NDArray source, Func<double, double, double> f) =>
        Scattered(x, dim, NDArray.Build(source.Shape, at => index[at[dim]]), source, f);

    static NDArray Put(NDArray x, NDArray index, NDArray values, Func<double, double, double> f)
    {
        values = values.To([index.Count, .. x.Shape[2..]]);
        var y = new NDArray(x.Shape, [.. x.Data]);
        NDArray.Build(values.Shape, at =>
        {
            var p = Flat(x.Shape, [(int)index[at[0]], (int)index[at[0]], .. at[1..]]);
            return y.Data[p] = f(y.Data[p], values[at]);
        });
        return y;
    }

    static int Flat(int[] shape, int[] at) => at.Select((i, d) => (i, d)).Aggregate(0, (p, e) => p * shape[e.d] + e.i);
}
