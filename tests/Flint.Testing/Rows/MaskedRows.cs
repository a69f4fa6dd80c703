using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class MaskedRows : IOpRows
{
    static NDArray Vector(IEnumerable<double> values) => values.ToArray() is var data ? new([data.Length], data) : null!;

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("MaskedSelect", (x, m) => x.MaskedSelect(m), (x, m) => Vector(x.Zip(m, (a, b) => b != 0 ? a : double.NaN).Data.Where(v => !double.IsNaN(v))),
            [[Real(3, 4), Mask(3, 4)], [Real(3, 1), Mask(4)], [Real(0), Mask(0)]]) with
        {
            Fixtures = ["indexing:masked_select"],
            Errors = [ErrorCase.Of<DTypeException>("MaskedSelect expects a Bool mask, but got Int64: compare first, as in x > 0.",
                () => Tensor.Zeros([2]).MaskedSelect(Tensor.From(1L, 0)))],
        },
        OpRow.Ternary("MaskedFill", (x, m, v) => x.MaskedFill(m, v), (x, m, v) => x.Zip(m, (a, b) => b != 0 ? v.Data[0] : a),
            [[Real(3, 4), Mask(3, 4), Real()], [Real(3, 1), Mask(4), Real()]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("MaskedFill expects a number or a scalar tensor, but got shape [2]: Tensor.Where takes one value per element.",
                    () => Tensor.Zeros([2]).MaskedFill(Tensor.Zeros([2], DType.Bool), Tensor.Zeros([2]))),
                ErrorCase.Of<DTypeException>("MaskedFill of Int64 with a Float32 value would cut off the fraction: convert one with To.",
                    () => Tensor.From(1L, 2).MaskedFill(Tensor.Zeros([2], DType.Bool), 0.5f)),
            ],
        },
        OpRow.Binary("MaskedFill", (x, m) => x.MaskedFill(m, double.NegativeInfinity), (x, m) => x.Zip(m, (a, b) => b != 0 ? double.NegativeInfinity : a), [[Real(3, 4), Mask(4)]]) with
        { Differentiable = false },
        OpRow.Ternary("MaskedScatter", (x, m, s) => x.MaskedScatter(m, s), (x, m, s) =>
        {
            var k = 0;
            return NDArray.Build(x.Shape, at => m.To(x.Shape)[at] != 0 ? s.Data[k++] : x[at]);
        }, [[Real(3, 4), Mask(3, 4), Real(14)], [Real(3, 4), Mask(4), Real(4, 4)]]) with
        {
            Fixtures = ["indexing:masked_scatter"],
            Errors = [ErrorCase.Of<ShapeException>("MaskedScatter needs 2 values, as often as the mask is true, but the source [1] has 1.",
                () => Tensor.Zeros([2]).MaskedScatter(Tensor.Ones([2], DType.Bool), Tensor.Zeros([1])))],
        },
        OpRow.Binary("Take", (x, i) => x.Take(i), (x, i) => i.Map(k => x.Data[(int)(k < 0 ? k + x.Count : k)]),
            [[Real(3, 4), Indices(12, 2, 5)], [Real(5), new([4], -5, 0) { DType = DType.Int64 }]]) with
        {
            Fixtures = ["indexing:take"],
            Errors = [ErrorCase.Of<TensorIndexException>("Take: -1 at position [0] of the index is out of range: [2, 2] has 4 elements, use 0 to 3.",
                () => Tensor.Zeros([2, 2]).Take(Tensor.From(-5L)))],
        },
        OpRow.Binary("TakeAlongDim", (x, i) => x.TakeAlongDim(i, 1), (x, i) => NDArray.Build([Math.Max(x.Shape[0], i.Shape[0]), i.Shape[1], 3], at =>
            x[x.Shape[0] == 1 ? 0 : at[0], (int)i[i.Shape[0] == 1 ? 0 : at[0], at[1], i.Shape[2] == 1 ? 0 : at[2]], at[2]]),
            [[Real(2, 4, 3), Indices(4, 2, 5, 1)], [Real(1, 4, 3), Indices(4, 2, 2, 3)]]) with { Fixtures = ["indexing:take_along_dim"] },
        OpRow.Unary("Nonzero", x => x.Round().Nonzero(), x => Where(x.Map(Math.Round)), [Real(3, 4), Real(2, 3, 4), Real(0, 3)]) with { Differentiable = false },
        OpRow.Unary("Argwhere", x => x.Round().Argwhere(), x => Where(x.Map(Math.Round)), [Real(7)]) with { Differentiable = false },
        OpRow.Many("Where", x => Tensor.Where(x[0].Round()), x => [.. Enumerable.Range(0, 2).Select(d => Where(x[0].Map(Math.Round)).Along(1, r => [r[d]]) is var c ? c.Reshape(c.Count) : c)],
            [[Real(3, 4)]]) with { Differentiable = false },
        OpRow.Binary("SelectScatter", (x, s) => x.SelectScatter(s, 1, -1), (x, s) => NDArray.Build(x.Shape, at => at[1] == x.Shape[1] - 1 ? s[at[0], at[2]] : x[at]),
            [[Real(2, 3, 4), Real(2, 4)]]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("SelectScatter expects a source of the part's shape [3], but got [2].",
                () => Tensor.Zeros([2, 3]).SelectScatter(Tensor.Zeros([2]), 0, 0))],
        },
        OpRow.Binary("AsStridedScatter", (x, s) => x.AsStridedScatter(s, [2, 2], [4, 1], 1), (x, s) => NDArray.Build(x.Shape, at => at[0] < 2 && at[1] is 1 or 2 ? s[at[0], at[1] - 1] : x[at]),
            [[Real(3, 4), Real(2, 2)]]) with
        {
            Fixtures = ["further:as_strided_scatter"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AsStridedScatter expects a source of the part's shape [2, 2], but got [4].", () => Tensor.Zeros([3, 4]).AsStridedScatter(Tensor.Zeros([4]), [2, 2], [4, 1])),
            ],
        },
        OpRow.Binary("SliceScatter", (x, s) => x.SliceScatter(s, 1, 1, -1, 2), (x, s) => NDArray.Build(x.Shape, at =>
            at[1] % 2 == 1 && at[1] < x.Shape[1] - 1 ? s[at[0], at[1] / 2] : x[at]), [[Real(2, 7), Real(2, 3)]]) with { Fixtures = ["indexing:slice_scatter"] },
        OpRow.Binary("DiagonalScatter", (x, s) => x.DiagonalScatter(s, 1), (x, s) => NDArray.Build(x.Shape, at => at[1] == at[0] + 1 ? s[at[0]] : x[at]),
            [[Real(3, 4), Real(3)]]) with { Fixtures = ["indexing:diagonal_scatter"] },
        OpRow.Binary("Index", (x, i) => x.Index(i, i), (x, i) => NDArray.Build([i.Count, .. x.Shape[2..]], at => x[[(int)i[at[0]], (int)i[at[0]], .. at[1..]]]),
            [[Real(4, 4, 3), Indices(4, 6)], [Real(3, 3), Indices(3, 0)]]),
        OpRow.Binary("get_View", (x, i) => x[i], (x, i) => NDArray.Build([.. i.Shape, .. x.Shape[1..]], at => x[[(int)i[at[..i.Rank]], .. at[i.Rank..]]]),
            [[Real(4, 3), Indices(4, 2, 5)], [Real(4), Indices(4)]]),
        OpRow.Binary("get_View", (x, i) => x[0, .., i, 1..], (x, i) => NDArray.Build([x.Shape[1], i.Count, x.Shape[3] - 1], at => x[0, at[0], (int)i[at[1]], at[2] + 1]),
            [[Real(2, 3, 4, 3), Indices(4, 5)]]),
        OpRow.Binary("get_View", (x, i) => x[i, .., i], (x, i) => NDArray.Build([i.Count, x.Shape[1]], at => x[(int)i[at[0]], at[1], (int)i[at[0]]]),
            [[Real(3, 4, 3), Indices(3, 5)]]) with { Fixtures = ["indexing:apart"] },
        OpRow.Binary("get_View", (x, m) => x[.., m], (x, m) => NDArray.Build([x.Shape[0], (int)m.Data.Sum()], at =>
            x[at[0], m.Data.Index().Where(e => e.Item != 0).ElementAt(at[1]).Index]), [[Real(3, 6), Mask(6)]]),
        OpRow.Ternary("get_View", (x, i, v) => { var y = x.Clone(); y[.., i] = v; return y * 2; }, (x, i, v) =>
        {
            var y = new NDArray(x.Shape, [.. x.Data]);
            for (var r = 0; r < x.Shape[0]; r++)
                for (var k = 0; k < i.Count; k++) y.Data[r * x.Shape[1] + (int)i[k]] = v.To(x.Shape[0], i.Count)[r, k];
            return y.Map(a => 2 * a);
        }, [[Real(3, 5), Indices(5, 4), Real(3, 4)], [Real(2, 5), Indices(5, 4), Real(4)]]),
    ];

    static NDArray Where(NDArray x)
    {
        List<double[]> rows = [];
        NDArray.Build(x.Shape, at =>
        {
            if (x[at] != 0) rows.Add([.. at.Select(i => (double)i)]);
            return 0;
        });
        return new([rows.Count, x.Rank], [.. rows.SelectMany(r => r)]);
    }
}
