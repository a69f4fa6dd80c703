using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class ArrangeRows : IOpRows
{
    static readonly Input[] Some = [Real(2, 3, 4), Real(1, 3, 1), Real(2, 0, 3)];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("Flip", x => x.Flip(0, -1), x => x.Along(0, Reversed).Along(-1, Reversed), Some) with
        {
            Fixtures = ["indexing:flip"], Large = [Real(40, 30, 90)],
            Errors = [ErrorCase.Of<TensorIndexException>("Flip names dimension 1 of shape [2, 3] twice: name each once.", () => Tensor.Zeros([2, 3]).Flip(1, -1))],
        },
        OpRow.Unary("FlipLr", x => x.FlipLr(), x => x.Along(1, Reversed), Some), OpRow.Unary("FlipUd", x => x.FlipUd(), x => x.Along(0, Reversed), Some),
        OpRow.Unary("Roll", x => x.Roll([1, -2], [0, 1]), x => x.Along(0, r => Rolled(r, 1)).Along(1, r => Rolled(r, -2)), [Real(3, 4), Real(1, 1), Real(0, 2)]) with
        {
            Fixtures = ["indexing:roll"],
            Errors = [ErrorCase.Of<ShapeException>("Roll expects one shift per dimension, but got 1 shifts and 2 dimensions.", () => Tensor.Zeros([2, 3]).Roll([1], [0, 1]))],
        },
        OpRow.Unary("Roll", x => x.Roll(5), x => new(x.Shape, Rolled(x.Data, 5)), [Real(3, 4), Real(1), Real(0, 2)]),
        OpRow.Unary("Roll", x => x.Roll(2, -1), x => x.Along(-1, r => Rolled(r, 2)), [Real(2, 3)]),
        OpRow.Unary("Rot90", x => x.Rot90(), x => x.Along(1, Reversed).Permute(1, 0, 2), [Real(2, 3, 2)]) with
        {
            Fixtures = ["indexing:rot90_1"],
            Errors = [ErrorCase.Of<TensorIndexException>("Rot90 turns a plane of two dimensions, but got 0 and -2 of [2, 3].", () => Tensor.Zeros([2, 3]).Rot90(1, 0, -2))],
        },
        OpRow.Unary("Rot90", x => x.Rot90(-2), x => x.Along(1, Reversed).Along(0, Reversed), [Real(2, 3, 2)]) with { Fixtures = ["indexing:rot90_2"] },
        OpRow.Unary("Rot90", x => x.Rot90(3), x => x.Along(0, Reversed).Permute(1, 0, 2), [Real(2, 3, 2)]) with { Fixtures = ["indexing:rot90_3"] },
        OpRow.Unary("Tril", x => x.Tril(-1), x => NDArray.Build(x.Shape, i => i[^1] - i[^2] <= -1 ? x[i] : 0), Some) with
        {
            Fixtures = ["indexing:tril"],
            Errors = [ErrorCase.Of<ShapeException>("Tril expects a matrix or a batch of them, but got [3].", () => Tensor.Zeros([3]).Tril())],
        },
        OpRow.Unary("Triu", x => x.Triu(1), x => NDArray.Build(x.Shape, i => i[^1] - i[^2] >= 1 ? x[i] : 0), Some) with { Fixtures = ["indexing:triu"] },
        OpRow.Unary("Diagonal", x => x.Diagonal(-1, 0, 2), x => NDArray.Build([x.Shape[1], Math.Max(0, Math.Min(x.Shape[0] - 1, x.Shape[2]))], i => x[i[1] + 1, i[0], i[1]]), [Real(3, 2, 4), Real(1, 2, 1)]) with
        {
            Fixtures = ["indexing:diagonal"],
            Errors = [ErrorCase.Of<TensorIndexException>("Diagonal takes two different dimensions, but got 1 and -1 for shape [2, 3].", () => Tensor.Zeros([2, 3]).Diagonal(0, 1, -1))],
        },
        OpRow.Unary("DiagEmbed", x => x.DiagEmbed(1, 0, 2), x => NDArray.Build([x.Shape[1] + 1, x.Shape[0], x.Shape[1] + 1], i => i[2] == i[0] + 1 ? x[i[1], i[0]] : 0), [Real(2, 3), Real(1, 0)]) with
        { Fixtures = ["indexing:diag_embed"] },
        OpRow.Unary("Diag", x => x.Diag(), x => NDArray.Build([x.Count, x.Count], i => i[0] == i[1] ? x[i[0]] : 0), [Real(3)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("Diag takes a vector or a matrix, but got [2, 3, 4]: Diagonal and DiagEmbed take batches.", () => Tensor.Zeros([2, 3, 4]).Diag())],
        },
        OpRow.Unary("Diag", x => x.Diag(1), x => NDArray.Build([2], i => x[i[0], i[0] + 1]), [Real(3, 3)]),
        OpRow.Unary("Diagflat", x => x.Diagflat(-1), x => NDArray.Build([x.Count + 1, x.Count + 1], i => i[0] == i[1] + 1 ? x.Data[i[1]] : 0), [Real(2, 2)]),
        OpRow.Unary("Trace", x => x.Trace(), x => NDArray.Scalar(Enumerable.Range(0, Math.Min(x.Shape[0], x.Shape[1])).Sum(i => x[i, i])), [Real(3, 4), Real(0, 2)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("Trace takes a matrix, but got [3]: x.Diagonal(0, -2, -1).Sum(-1) takes batches.", () => Tensor.Zeros([3]).Trace())],
        },
        OpRow.Unary("Repeat", x => x.Repeat(2, 1, 3), x => NDArray.Build([2, x.Shape[0], 3 * x.Shape[1]], i => x[i[1], i[2] % x.Shape[1]]), [Real(2, 3), Real(1, 1)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("Repeat of [2, 3] expects at least 2 numbers of 0 or more, one per dimension, but got [2].", () => Tensor.Zeros([2, 3]).Repeat(2))],
        },
        OpRow.Unary("Tile", x => x.Tile(2), x => NDArray.Build([x.Shape[0], 2 * x.Shape[1]], i => x[i[0], i[1] % x.Shape[1]]), [Real(2, 3)]),
        OpRow.Unary("RepeatInterleave", x => x.RepeatInterleave(2, 1), x => x.Along(1, r => [.. r.SelectMany(v => (double[])[v, v])]), [Real(2, 3, 2), Real(1, 1)]),
        OpRow.Unary("RepeatInterleave", x => x.RepeatInterleave(2), x => new([2 * x.Count], [.. x.Data.SelectMany(v => (double[])[v, v])]), [Real(2, 3)]),
        OpRow.Unary("RepeatInterleave", x => x.RepeatInterleave(Tensor.From(2L, 0, 1), 1), x => x.Along(1, r => [r[0], r[0], r[2]]), [Real(2, 3, 2)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("RepeatInterleave along dimension 0 of [3] expects 3 repeats of 0 or more, but got [2] [1, 2].",
                () => Tensor.Zeros([3]).RepeatInterleave(Tensor.From(1L, 2)))],
        },
        OpRow.Unary("Expand", x => x.Expand(2, -1, 4), x => x.To(2, 3, 4), [Real(3, 1), Real(1, 3, 4)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("Shape [3] cannot be expanded to [-1, 3]: counted from the last, sizes must be equal or 1.", () => Tensor.Zeros([3]).Expand(-1, 3))],
        },
        OpRow.Unary("BroadcastTo", x => x.BroadcastTo(2, 3), x => x.To(2, 3), [Real(3), Real(2, 1)]),
        OpRow.Binary("ExpandAs", (x, y) => x.ExpandAs(y), (x, y) => x.To(y.Shape), [[Real(1, 3), new([2, 3], -1, 1) { Constant = true }]]),
        OpRow.Binary("BroadcastTensors", (x, y) => Tensor.BroadcastTensors(x, y) is [var a, var b] ? a * 2 + b : x, (x, y) => x.Zip(y, (a, b) => 2 * a + b), [[Real(3, 1), Real(1, 4)]]),
        OpRow.Unary("AsStrided", x => x.Clone().AsStrided([2, 3], [2, 1], 1), x => NDArray.Build([2, 3], i => x.Data[1 + 2 * i[0] + i[1]]), [Real(8)]) with
        {
            Fixtures = ["indexing:as_strided"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AsStrided needs one stride of 0 or more per size, and a view within the 4 elements of the memory, but got size [2, 3], strides [2, 1], offset 0.",
                    () => Tensor.Zeros([4]).AsStrided([2, 3], [2, 1])),
            ],
        },
        OpRow.Unary("Unfold", x => x.Unfold(1, 3, 2), x => NDArray.Build([x.Shape[0], (x.Shape[1] - 3) / 2 + 1, 3], i => x[i[0], 2 * i[1] + i[2]]), [Real(2, 8), Real(1, 3)]) with
        {
            Fixtures = ["indexing:unfold"],
            Errors = [ErrorCase.Of<ShapeException>("Unfold of dimension 0 of [2] expects a window of 0 to 2 and a step of 1 or more, but got 3 and 1.", () => Tensor.Zeros([2]).Unfold(0, 3, 1))],
        },
        OpRow.Unary("Movedim", x => x.Movedim(0, -1), x => x.Permute(1, 2, 0), Some) with
        {
            Errors = [ErrorCase.Of<TensorIndexException>("Movedim of [2, 3] names a dimension twice: name each once.", () => Tensor.Zeros([2, 3]).Movedim([0, 0], [0, 1]))],
        },
        OpRow.Unary("Movedim", x => x.Movedim([0, 2], [1, 0]), x => x.Permute(2, 0, 1), Some), OpRow.Unary("Moveaxis", x => x.Moveaxis(2, 0), x => x.Permute(2, 0, 1), Some),
        OpRow.Unary("Swapaxes", x => x.Swapaxes(0, 2), x => x.Permute(2, 1, 0), Some), OpRow.Unary("Swapdims", x => x.Swapdims(1, 2), x => x.Permute(0, 2, 1), Some),
        OpRow.Unary("Ravel", x => x.Ravel(), x => x.Reshape(x.Count), Some),
        OpRow.Binary("ViewAs", (x, y) => x.Contiguous().ViewAs(y), (x, y) => x.Reshape(y.Shape), [[Real(2, 3), new([6], -1, 1) { Constant = true }]]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("ViewAs cannot show the strided shape [3, 2] as [6] without a copy: use ReshapeAs.", () => Tensor.Zeros([2, 3]).T.ViewAs(Tensor.Zeros([6])))],
        },
        OpRow.Binary("ReshapeAs", (x, y) => x.ReshapeAs(y), (x, y) => x.Reshape(y.Shape), [[Real(2, 3), new([6], -1, 1) { Constant = true }]]),
        OpRow.Unary("Atleast1d", x => x.Atleast1d(), x => x.Reshape(x.Rank == 0 ? [1] : x.Shape), [Real(), Real(2)]),
        OpRow.Unary("Atleast2d", x => x.Atleast2d(), x => x.Reshape(x.Rank == 0 ? [1, 1] : [1, .. x.Shape]), [Real(), Real(2)]),
        OpRow.Unary("Atleast3d", x => x.Atleast3d(), x => x.Reshape(x.Rank == 0 ? [1, 1, 1] : x.Rank == 1 ? [1, x.Count, 1] : [.. x.Shape, 1]), [Real(), Real(2), Real(2, 3)]),
        OpRow.Many("TensorSplit", x => x[0].TensorSplit(2, 1), x => [x[0].Along(1, r => r[..2]), x[0].Along(1, r => r[2..])], [[Real(2, 3)], [Real(2, 4)]]) with
        { Errors = [ErrorCase.Of<ShapeException>("TensorSplit expects 1 section or more, but got 0.", () => Tensor.Zeros([2]).TensorSplit(0))] },
        OpRow.Many("TensorSplit", x => x[0].TensorSplit([1, -1]), x => [x[0].Along(0, r => r[..1]), x[0].Along(0, r => r[1..^1]), x[0].Along(0, r => r[^1..])], [[Real(4, 2)]]),
        OpRow.Many("HSplit", x => x[0].HSplit(2), x => [x[0].Along(-1, r => r[..2]), x[0].Along(-1, r => r[2..])], [[Real(4)], [Real(2, 4)]]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("HSplit cannot cut dimension 1 of [2, 3] into 2 equal pieces: TensorSplit makes unequal ones.", () => Tensor.Zeros([2, 3]).HSplit(2))],
        },
        OpRow.Many("VSplit", x => x[0].VSplit([1]), x => [x[0].Along(0, r => r[..1]), x[0].Along(0, r => r[1..])], [[Real(3, 2)]]) with
        { Errors = [ErrorCase.Of<ShapeException>("VSplit expects 2 dimensions or more, but got [4].", () => Tensor.Zeros([4]).VSplit(2))] },
        OpRow.Many("DSplit", x => x[0].DSplit(2), x => [x[0].Along(2, r => r[..1]), x[0].Along(2, r => r[1..])], [[Real(3, 2, 2)]]),
        OpRow.Many("Unbind", x => x[0].Unbind(1), x => [x[0].Along(1, r => r[..1]).Reshape(2), x[0].Along(1, r => r[1..]).Reshape(2)], [[Real(2, 2)]]),
        OpRow.Binary("HStack", (a, b) => Tensor.HStack(a, b), (a, b) => new([5], [.. a.Data, .. b.Data]), [[Real(2), Real(3)]]),
        OpRow.Binary("VStack", (a, b) => Tensor.VStack(a, b), (a, b) => new([2, 3], [.. a.Data, .. b.Data]), [[Real(3), Real(1, 3)]]) with { Covers = ["RowStack"] },
        OpRow.Binary("DStack", (a, b) => Tensor.DStack(a, b), (a, b) => NDArray.Build([2, 3, 2], i => (i[2] == 0 ? a : b)[i[0], i[1]]), [[Real(2, 3), Real(2, 3)]]),
        OpRow.Binary("ColumnStack", (a, b) => Tensor.ColumnStack(a, b), (a, b) => NDArray.Build([3, 3], i => i[1] == 0 ? a[i[0]] : b[i[0], i[1] - 1]), [[Real(3), Real(3, 2)]]),
        OpRow.Ternary("BlockDiag", (a, b, c) => Tensor.BlockDiag(a, b, c), (a, b, c) => NDArray.Build([4, 6], i =>
            i[0] < 2 ? i[1] < 3 ? a[i[0], i[1]] : 0 : i[0] == 2 ? i[1] is 3 or 4 ? b[i[1] - 3] : 0 : i[1] == 5 ? c.Data[0] : 0), [[Real(2, 3), Real(2), Real(1, 1)]]) with
        {
            Fixtures = ["indexing:block_diag"],
            Errors = [ErrorCase.Of<ShapeException>("BlockDiag takes scalars, vectors and matrices, but got [1, 1, 1].", () => Tensor.BlockDiag(Tensor.Zeros([1, 1, 1])))],
        },
        OpRow.Many("Meshgrid", x => Tensor.Meshgrid(x), x => [NDArray.Build([3, 2], i => x[0].Data[i[0]]), NDArray.Build([3, 2], i => x[1].Data[i[1]])], [[Real(3), Real(2)]]) with
        { Errors = [ErrorCase.Of<ArgumentException>("Meshgrid knows the indexings \"ij\" and \"xy\", not \"yx\". (Parameter 'indexing')", () => Tensor.Meshgrid([Tensor.Zeros([2])], "yx"))] },
        OpRow.Many("Meshgrid", x => Tensor.Meshgrid(x, "xy"), x => [NDArray.Build([2, 3], i => x[0].Data[i[1]]), NDArray.Build([2, 3], i => x[1].Data[i[0]])], [[Real(3), Real(2)]]) with
        { Fixtures = ["indexing:meshgrid_xy"] },
        OpRow.Binary("CartesianProd", (a, b) => Tensor.CartesianProd(a, b), (a, b) => NDArray.Build([6, 2], i => i[1] == 0 ? a[i[0] / 2] : b[i[0] % 2]), [[Real(3), Real(2)]]),
        OpRow.Unary("Combinations", x => x.Combinations(), x => new([3, 2], [x[0], x[1], x[0], x[2], x[1], x[2]]), [Real(3)]),
        OpRow.Unary("Combinations", x => x.Combinations(2, true), x => new([3, 2], [x[0], x[0], x[0], x[1], x[1], x[1]]), [Real(2)]),
        OpRow.Unary("Vander", x => x.Vander(), x => NDArray.Build([3, 3], i => Math.Pow(x[i[0]], 2 - i[1])), [Real(3), Values([3], 0, 1, 2)]),
        OpRow.Unary("Vander", x => x.Vander(4, true), x => NDArray.Build([3, 4], i => Math.Pow(x[i[0]], i[1])), [Real(3)]),
        Padded(PadMode.Reflect, (i, n) => i < 0 ? -i : i >= n ? 2 * n - 2 - i : i), Padded(PadMode.Replicate, (i, n) => Math.Clamp(i, 0, n - 1)), Padded(PadMode.Circular, (i, n) => (i + n) % n),
    ];

    static OpRow Padded(PadMode mode, Func<int, int, int> source) => OpRow.Unary("Pad", x => x.Pad([1, 2, 2, 1], mode),
        x => NDArray.Build([1, 2, x.Shape[2] + 3, x.Shape[3] + 3], i => x[i[0], i[1], source(i[2] - 2, x.Shape[2]), source(i[3] - 1, x.Shape[3])]), [Real(1, 2, 3, 4)], $"Pad({mode})") with
    {
        Fixtures = [$"indexing:pad_{mode}".ToLowerInvariant()],
        Errors = mode != PadMode.Reflect ? [] : [ErrorCase.Of<ShapeException>("Pad by 3 and 0 in mode Reflect does not fit dimension 0 of [3]: a border of at most 2, a cut of at most 3.",
            () => Tensor.Zeros([3]).Pad([3, 0], PadMode.Reflect))],
    };

    static double[] Reversed(double[] run) => [.. run.AsEnumerable().Reverse()];

    static double[] Rolled(double[] run, int shift) => [.. run.Select((_, i) => run[((i - shift) % run.Length + run.Length) % run.Length])];
}
