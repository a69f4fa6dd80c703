using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class ShapeRows : IOpRows
{
    static readonly Input[] Some = [Real(2, 3, 4), Real(1, 3, 1), Real(2, 0, 3)];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("Reshape", x => x.Reshape(4, -1), x => x.Reshape(4, x.Count / 4), [Real(2, 3, 4), Real(4), Real(4, 1, 3)]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "Reshape cannot bring shape [2, 3] (6 elements) to [4, -1]: the sizes must multiply to the count, and at most one may be -1.",
                    () => Tensor.Zeros([2, 3]).Reshape(4, -1)),
                ErrorCase.Of<ShapeException>(
                    "Reshape cannot bring shape [6] (6 elements) to [-1, -1]: the sizes must multiply to the count, and at most one may be -1.",
                    () => Tensor.Zeros([6]).Reshape(-1, -1)),
            ],
        },
        OpRow.Unary("Reshape", x => x.Permute(1, 0).Reshape(-1), x => x.Permute(1, 0).Reshape(x.Count), [Real(3, 4), Real(1, 4), Real(3, 1), Real(2, 3)]),
        OpRow.Unary("Flatten", x => x.Flatten(1), x => x.Reshape(x.Shape[0], x.Count / x.Shape[0]), [Real(2, 3, 4), Real(1, 3, 1), Real(3, 2, 0)]) with
        {
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Flatten's startDim 2 comes after endDim 1 in shape [2, 3, 4].",
                    () => Tensor.Zeros([2, 3, 4]).Flatten(2, 1)),
            ],
        },
        OpRow.Unary("Unflatten", x => x.Unflatten(1, 2, 3), x => x.Reshape(x.Shape[0], 2, 3, x.Shape[2]), [Real(2, 6, 4), Real(1, 6, 1), Real(0, 6, 2)]),
        OpRow.Unary("Squeeze", x => x.Squeeze(), x => x.Reshape([.. x.Shape.Where(size => size != 1)]), [.. Some, Real(1, 1)]),
        OpRow.Unary("Squeeze", x => x.Squeeze(-1), x => x.Shape[^1] == 1 ? x.Reshape(x.Shape[..^1]) : x, Some),
        OpRow.Unary("Unsqueeze", x => x.Unsqueeze(1), x => x.Reshape([x.Shape[0], 1, .. x.Shape[1..]]), Some) with
        {
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Dimension 3 is out of range for shape [2, 3]: use -3 to 2.", () => Tensor.Zeros([2, 3]).Unsqueeze(3)),
            ],
        },
        OpRow.Unary("Unsqueeze", x => x.Unsqueeze(-1), x => x.Reshape([.. x.Shape, 1]), Some),
        OpRow.Unary("Transpose", x => x.Transpose(0, -1), x => x.Permute(2, 1, 0), Some),
        OpRow.Unary("get_T", x => x.T, x => x.Permute(1, 0), [Real(3, 4), Real(0, 3)]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("T transposes a matrix, but shape [2, 3, 4] has 3 dimensions: MT swaps the last two, Permute gives any order.",
                    () => Tensor.Zeros([2, 3, 4]).T),
            ],
        },
        OpRow.Unary("get_MT", x => x.MT, x => x.Permute(0, 2, 1), Some) with
        {
            Errors = [ErrorCase.Of<ShapeException>("MT swaps the last two dimensions, but shape [3] has 1.", () => Tensor.Zeros([3]).MT)],
        },
        OpRow.Unary("Permute", x => x.Permute(2, 0, 1), x => x.Permute(2, 0, 1), Some) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Permute of shape [2, 3, 4] needs each of its 3 dimensions once, but got [0, 1, 1].",
                    () => Tensor.Zeros([2, 3, 4]).Permute(0, 1, 1)),
            ],
        },
        OpRow.Unary("Expand", x => x.Expand([2, 3, 4]), x => x.To(2, 3, 4), [Real(3, 1), Real(4), Real(), Real(2, 3, 4)]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Shape [3, 2] cannot be expanded to [3, 4]: counted from the last, sizes must be equal or 1.",
                    () => Tensor.Zeros([3, 2]).Expand([3, 4])),
            ],
        },
        OpRow.Unary("Narrow", x => x.Narrow(1, 1, 2), x => x.Along(1, run => run[1..3]), [Real(2, 3, 4), Real(1, 3, 1)]) with
        {
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Narrow asked for positions 2 to 4 of dimension 1, which has size 3 in shape [2, 3].",
                    () => Tensor.Zeros([2, 3]).Narrow(1, 2, 2)),
                ErrorCase.Of<TensorIndexException>("Narrow asked for positions 2 to 2147483649 of dimension 1, which has size 3 in shape [2, 3].",
                    () => Tensor.Zeros([2, 3]).Narrow(1, 2, int.MaxValue)),
            ],
        },
        OpRow.Unary("Select", x => x.Select(1, -1), x => x.Along(1, run => run[^1..]).Reshape(x.Shape[0], x.Shape[2]), [Real(2, 3, 4), Real(1, 1, 1), Real(0, 3, 2)]) with
        {
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Index 3 is out of range for dimension 1 of size 3 in shape [2, 3].", () => Tensor.Zeros([2, 3]).Select(1, 3)),
            ],
        },
        OpRow.Unary("get_View", x => x[.., 1..^1, ^1], x => Part(x), [Real(2, 4, 3), Real(1, 3, 1), Real(0, 4, 2)]),
        OpRow.Many("Split", x => x[0].Split(2, 1), x => [x[0].Along(1, r => r[..2]), x[0].Along(1, r => r[2..])], [[Real(2, 3, 2)], [Real(1, 4)]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Split sizes [1, 3] add up to 4, but dimension 1 of shape [2, 3] has size 3.",
                    () => Tensor.Zeros([2, 3]).Split([1, 3], 1)),
                ErrorCase.Of<ShapeException>("Split sizes must be 0 or more, but got [4, -1].", () => Tensor.Zeros([2, 3]).Split([4, -1], 1)),
            ],
        },
        OpRow.Many("Chunk", x => x[0].Chunk(2), x => [x[0].Along(0, r => r[..2]), x[0].Along(0, r => r[2..])], [[Real(3, 2)], [Real(4, 1)]]),
    ];

    static NDArray Part(NDArray x) => NDArray.Build([x.Shape[0], x.Shape[1] - 2], i => x[i[0], i[1] + 1, x.Shape[2] - 1]);
}
