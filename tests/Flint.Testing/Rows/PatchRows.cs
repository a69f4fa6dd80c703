using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Patches as columns, and pixels as channels.</summary>
sealed class PatchRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("Unfold", x => x.Unfold((2, 3), dilation: (2, 1), padding: (1, 2), stride: (1, 2)), Columns, [Real(1, 2, 5, 6), Real(2, 2, 3), Real(0, 1, 3, 3)]) with
        {
            Large = [Real(2, 5, 40, 41)], Fixtures = ["spatial:unfold"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Unfold expects [N, C, H, W] or [C, H, W], but got [4].", () => Tensor.Zeros([4]).Unfold(2, stride: 1)),
                ErrorCase.Of<ShapeException>("Unfold on input [1, 2, 3, 4]: a patch of kernel 4 does not fit into [3, 4] with padding 0 and dilation 1.", () => Tensor.Zeros([1, 2, 3, 4]).Unfold((4, 4))),
                ErrorCase.Of<ShapeException>("Unfold on input [1, 2, 3, 4]: kernel must be 1 or more, but is (0, 1); stride must be 1 or more, but is 0.",
                    () => Tensor.Zeros([1, 2, 3, 4]).Unfold((0, 1), stride: 0)),
            ],
        },
        OpRow.Unary("Fold", x => x.Fold((5, 6), (2, 3), dilation: (2, 1), padding: (1, 2), stride: (1, 2)), Image, [Real(1, 12, 20), Real(6, 20)]) with
        {
            Fixtures = ["spatial:fold"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Fold to 4 with kernel 2 expects a multiple of 4 rows and 3 · 3 columns, but got [1, 8, 4].", () => Tensor.Zeros([1, 8, 4]).Fold(4, 2)),
                ErrorCase.Of<ShapeException>("Fold on input [1, 1, 9]: padding 2147483647 makes an image of more than 2147483647 rows or columns.",
                    () => Tensor.Zeros([1, 1, 9]).Fold(4, 1, padding: int.MaxValue, stride: int.MaxValue)),
                ErrorCase.Of<ShapeException>("Fold expects [N, C · kernel height · kernel width, patches], with or without N, but got [4].", () => Tensor.Zeros([4]).Fold(4, 2)),
            ],
        },
        OpRow.Unary("PixelShuffle", x => x.PixelShuffle(2), Shuffle, [Real(2, 8, 2, 3), Real(4, 1, 1), Real(1, 2, 4, 2, 1)]) with
        {
            Fixtures = ["spatial:pixel_shuffle"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("PixelShuffle by 2 expects [..., C, H, W] with channels a multiple of 4, but got [6, 2, 2].", () => Tensor.Zeros([6, 2, 2]).PixelShuffle(2)),
            ],
        },
        OpRow.Unary("PixelUnshuffle", x => x.PixelUnshuffle(2), Unshuffle, [Real(2, 2, 4, 6), Real(1, 2, 2)]) with
        {
            Fixtures = ["spatial:pixel_unshuffle"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("PixelUnshuffle by 2 expects [..., C, H, W] with height and width a multiple of 2, but got [6, 2, 3].",
                    () => Tensor.Zeros([6, 2, 3]).PixelUnshuffle(2)),
            ],
        },
        OpRow.Unary("ChannelShuffle", x => x.ChannelShuffle(3),
            x => NDArray.Build(x.Shape, at => x[[at[0], at[1] % 3 * (x.Shape[1] / 3) + at[1] / 3, .. at[2..]]]), [Real(2, 6, 2, 2), Real(1, 3, 4)]) with
        {
            Fixtures = ["spatial:channel_shuffle"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("ChannelShuffle of [2, 4, 3] needs a number of groups that divides dimension 1, but got 3.", () => Tensor.Zeros([2, 4, 3]).ChannelShuffle(3)),
            ],
        },
    ];

    /// <summary>Kernel (2, 3), dilation (2, 1), padding (1, 2), stride (1, 2).</summary>
    static (int Row, int Column) Place(int cell, int patch, int across) =>
        (patch / across - 1 + cell % 6 / 3 * 2, patch % across * 2 - 2 + cell % 3);

    static NDArray Columns(NDArray x)
    {
        if (x.Rank == 3) return Columns(x.Reshape([1, .. x.Shape])) is var one ? one.Reshape(one.Shape[1..]) : one;
        int down = x.Shape[2] + 2 - 3 + 1, across = (x.Shape[3] + 4 - 3) / 2 + 1;
        return NDArray.Build([x.Shape[0], x.Shape[1] * 6, down * across], at =>
        {
            var (row, column) = Place(at[1], at[2], across);
            return row >= 0 && column >= 0 && row < x.Shape[2] && column < x.Shape[3] ? x[at[0], at[1] / 6, row, column] : 0;
        });
    }

    static NDArray Image(NDArray x)
    {
        if (x.Rank == 2) return Image(x.Reshape([1, .. x.Shape])) is var one ? one.Reshape(one.Shape[1..]) : one;
        return NDArray.Build([x.Shape[0], x.Shape[1] / 6, 5, 6], at =>
        {
            var sum = 0.0;
            for (var cell = 0; cell < 6; cell++)
                for (var patch = 0; patch < 20; patch++)
                    if (Place(cell, patch, 4) == (at[2], at[3])) sum += x[at[0], at[1] * 6 + cell, patch];
            return sum;
        });
    }

    static NDArray Shuffle(NDArray x) => NDArray.Build([.. x.Shape[..^3], x.Shape[^3] / 4, x.Shape[^2] * 2, x.Shape[^1] * 2], at =>
        x[[.. at[..^3], at[^3] * 4 + at[^2] % 2 * 2 + at[^1] % 2, at[^2] / 2, at[^1] / 2]]);

    static NDArray Unshuffle(NDArray x) => NDArray.Build([.. x.Shape[..^3], x.Shape[^3] * 4, x.Shape[^2] / 2, x.Shape[^1] / 2], at =>
        x[[.. at[..^3], at[^3] / 4, at[^2] * 2 + at[^3] % 4 / 2, at[^1] * 2 + at[^3] % 2]]);
}
