using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class EmbeddingBagRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("EmbeddingBag", (w, i, o) => w.EmbeddingBag(i, o, EmbeddingBagMode.Sum), (w, i, o) => Bags(w, i, o, rows => rows.Sum()), Samples()) with
        {
            Fixtures = ["sequence:bag_sum"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("EmbeddingBag expects ids of [bags, length], or [n] with offsets, but got [3] without offsets.",
                    () => Tensor.Zeros([4, 2]).EmbeddingBag(Tensor.Zeros([3], DType.Int64))),
                ErrorCase.Of<ShapeException>("EmbeddingBag expects offsets that ascend from 0 to at most 3, but number 1 is 4.",
                    () => Tensor.Zeros([4, 2]).EmbeddingBag(Tensor.Zeros([3], DType.Int64), Tensor.From(0L, 4L))),
                ErrorCase.Of<ArgumentException>("EmbeddingBag takes weights per sample for sums only, but the mode is Mean. (Parameter 'perSampleWeights')",
                    () => Tensor.Zeros([4, 2]).EmbeddingBag(Tensor.Zeros([1, 3], DType.Int64), perSampleWeights: Tensor.Zeros([1, 3]))),
                ErrorCase.Of<TensorIndexException>("Embedding: 4 at position [0] of the ids is out of range: weight [4, 2] has 4 rows, use 0 to 3.",
                    () => Tensor.Zeros([4, 2]).EmbeddingBag(Tensor.Full([1, 3], 4, DType.Int64))),
            ],
        },
        OpRow.Ternary("EmbeddingBag", (w, i, o) => w.EmbeddingBag(i, o), (w, i, o) => Bags(w, i, o, rows => rows.Average()), Samples()) with { Fixtures = ["sequence:bag_mean"] },
        OpRow.Ternary("EmbeddingBag", (w, i, o) => w.EmbeddingBag(i, o, EmbeddingBagMode.Max), (w, i, o) => Bags(w, i, o, rows => rows.Max()),
            [[Distinct(6, 4), Indices(6, 5), Starts(0, 3, 3, 4)]]) with { Fixtures = ["sequence:bag_max"] },
        OpRow.Ternary("EmbeddingBag", (w, i, s) => w.EmbeddingBag(i, null, EmbeddingBagMode.Sum, s),
            (w, i, s) => NDArray.Build([i.Shape[0], w.Shape[1]], at => Enumerable.Range(0, i.Shape[1]).Sum(k => s[at[0], k] * w[(int)i[at[0], k], at[1]])),
            [[Real(6, 4), Indices(6, 3, 5), Real(3, 5)]]),
    ];

    static Input[][] Samples() => [[Real(6, 4), Indices(6, 5), Starts(0, 3, 3, 4)], [Real(3, 1), Indices(3, 1), Starts(0)]];

    static Input Starts(params double[] starts) => new([starts.Length], 0, 0) { Fixed = starts, DType = DType.Int64 };

    static NDArray Bags(NDArray w, NDArray ids, NDArray starts, Func<double[], double> combine) => NDArray.Build([starts.Count, w.Shape[1]], at =>
    {
        int from = (int)starts[at[0]], to = at[0] + 1 < starts.Count ? (int)starts[at[0] + 1] : ids.Count;
        return from == to ? 0 : combine([.. Enumerable.Range(from, to - from).Select(k => w[(int)ids[k], at[1]])]);
    });
}
