using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class IndexingRows : IOpRows
{
    static Tensor Index(params long[] ids) => Tensor.From<long>(ids);

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("IndexSelect", (x, i) => x.IndexSelect(0, i), (x, i) => Select(x, 0, i),
            [[Real(4, 3), Indices(4, 7)], [Real(5), Indices(5, 2)], [Real(2, 300), Indices(2, 3)], [Real(3, 2), Indices(3, 0)], [Real(1, 1), Indices(1, 1)]]) with
        {
            Large = [Real(50, 700), Indices(50, 400)], Fixtures = ["nnops:index_select_0"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>(
                    "IndexSelect: 4 at position [1] of the index is out of range: dimension 0 of [4, 3] has size 4, use 0 to 3.",
                    () => Tensor.Zeros([4, 3]).IndexSelect(0, Index(0, 4))),
                ErrorCase.Of<TensorIndexException>(
                    "IndexSelect: -1 at position [0] of the index is out of range: dimension 0 of [0, 3] has size 0.",
                    () => Tensor.Zeros([0, 3]).IndexSelect(0, Index(-1))),
                ErrorCase.Of<ShapeException>("IndexSelect expects a 1-D index, but got shape [1, 2]: call Flatten() on it.",
                    () => Tensor.Zeros([4, 3]).IndexSelect(0, Index(0, 1).Reshape(1, 2))),
                ErrorCase.Of<DTypeException>("IndexSelect expects index of Int64 or Int32, but got Float32.",
                    () => Tensor.Zeros([4, 3]).IndexSelect(0, Tensor.Zeros([2]))),
            ],
        },
        OpRow.Binary("IndexSelect", (x, i) => x.IndexSelect(-1, i.To(DType.Int32)), (x, i) => Select(x, -1, i),
            [[Real(2, 3, 4), Indices(4, 6)], [Real(2, 0, 4), Indices(4, 2)], [Real(3), Indices(3, 5)]]) with
        { Large = [Real(60, 700), Indices(700, 900)] },
        OpRow.Binary("IndexSelect", (x, i) => x.IndexSelect(1, i), (x, i) => Select(x, 1, i), [[Real(2, 3, 4), Indices(3, 5)]]) with
        { Fixtures = ["nnops:index_select_1"] },
        OpRow.Binary("Embedding", (w, i) => w.Embedding(i), (w, i) => Select(w, 0, i),
            [[Real(9, 4), Indices(9, 2, 5)], [Real(3, 1), Indices(3)], [Real(3, 8), Indices(3, 0, 2)], [Real(1, 3), Indices(1, 4)]]) with
        {
            Large = [Real(100, 520), Indices(100, 20, 30)], Fixtures = ["nnops:embedding"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>(
                    "Embedding: 12 at position [1, 0] of the ids is out of range: weight [10, 4] has 10 rows, use 0 to 9.",
                    () => Tensor.Zeros([10, 4]).Embedding(Index(0, 1, 12, 3).Reshape(2, 2))),
                ErrorCase.Of<TensorIndexException>("Embedding's paddingIdx 10 is out of range: weight [10, 4] has 10 rows.",
                    () => Tensor.Zeros([10, 4]).Embedding(Index(0), paddingIdx: 10)),
                ErrorCase.Of<ShapeException>("Embedding expects a weight of [V, D], but got [10].", () => Tensor.Zeros([10]).Embedding(Index(0))),
            ],
        },
        OpRow.Binary("Gather", (x, i) => x.Gather(1, i), (x, i) => Pick(x, 1, i),
            [[Real(3, 4, 5), Indices(4, 3, 2, 5)], [Real(3, 4, 5), Indices(4, 2, 6, 3)], [Real(2, 3), Indices(3, 2, 1)], [Real(2, 3), Indices(3, 2, 0)]]) with
        {
            Large = [Real(90, 300, 3), Indices(300, 90, 400, 3)], Fixtures = ["ops:gather", "nnops:gather_more"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>(
                    "Gather: 3 at position [1, 0] of the index is out of range: dimension 1 of [2, 3] has size 3, use 0 to 2.",
                    () => Tensor.Zeros([2, 3]).Gather(1, Index(0, 3).Reshape(2, 1))),
                ErrorCase.Of<ShapeException>(
                    "Gather along dimension 1 of [2, 3] expects an index of 2 dimensions, the others no larger than x's, but got [3, 1].",
                    () => Tensor.Zeros([2, 3]).Gather(1, Index(0, 1, 2).Reshape(3, 1))),
                ErrorCase.Of<ShapeException>(
                    "Gather along dimension 1 of [2, 3] expects an index of 2 dimensions, the others no larger than x's, but got [3].",
                    () => Tensor.Zeros([2, 3]).Gather(1, Index(0, 1, 2))),
            ],
        },
        OpRow.Binary("Gather", (x, i) => x.Gather(-2, i), (x, i) => Pick(x, 0, i), [[Real(4, 5), Indices(4, 7, 3)], [Real(1, 1), Indices(1, 1, 1)]]),
        OpRow.Unary("OneHot", x => x.OneHot(5), x => Hot(x, 5), [Indices(5, 2, 3), Indices(5), Indices(5, 0)]) with
        {
            Differentiable = false,
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("OneHot: 3 at position [1] of the ids is out of range: there are 3 classes, use 0 to 2.",
                    () => Index(2, 3).OneHot(3)),
                ErrorCase.Of<TensorIndexException>("OneHot: -1 at position [0] of the ids is out of range: there are 4 classes, use 0 to 3.",
                    () => Index(-1, 3).OneHot()),
                ErrorCase.Of<ShapeException>("OneHot of [0] has no largest id: give the number of classes.", () => Index().OneHot()),
                ErrorCase.Of<DTypeException>("OneHot expects ids of Int64 or Int32 or UInt8, but got Float32.", () => Tensor.Zeros([2]).OneHot(3)),
            ],
        },
        OpRow.Unary("OneHot", x => x.To(DType.UInt8).OneHot(), x => Hot(x, (int)x.Data.Max() + 1), [Indices(5, 2, 3)]) with { Differentiable = false },
    ];

    static NDArray Select(NDArray x, int dim, NDArray index)
    {
        if (dim < 0) dim += x.Rank;
        return NDArray.Build([.. x.Shape[..dim], .. index.Shape, .. x.Shape[(dim + 1)..]], at =>
            x[[.. at[..dim], (int)index[at[dim..(dim + index.Rank)]], .. at[(dim + index.Rank)..]]]);
    }

    static NDArray Pick(NDArray x, int dim, NDArray index) =>
        NDArray.Build(index.Shape, at => x[[.. at[..dim], (int)index[at], .. at[(dim + 1)..]]]);

    static NDArray Hot(NDArray ids, int classes) => NDArray.Build([.. ids.Shape, classes], at => ids[at[..^1]] == at[^1] ? 1 : 0);
}
