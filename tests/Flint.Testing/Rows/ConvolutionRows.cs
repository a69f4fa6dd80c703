using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class ConvolutionRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("Conv2d", (x, w, b) => x.Conv2d(w, b), (x, w, b) => Reference(x, w, b, 1, 0, 1, 1),
            [[Real(2, 3, 5, 6), Real(4, 3, 3, 2), Real(4)], [Real(1, 1, 1, 1), Real(1, 1, 1, 1), Real(1)], [Real(2, 2, 4, 17), Real(7, 2, 2, 1), Real(7)],
            [Real(0, 3, 5, 6), Real(4, 3, 3, 2), Real(4)], [Real(1, 5, 13, 3), Real(13, 5, 5, 3), Real(13)], [Real(2, 3, 5, 6), Real(1, 3, 1, 1), Real(1)]]) with
        {
            Large = [Real(5, 3, 33, 35), Real(13, 3, 5, 5), Real(13)],
            Errors = Errors,
        },
        OpRow.Binary("Conv2d", (x, w) => x.Conv2d(w, padding: 1), (x, w) => Reference(x, w, null, 1, 1, 1, 1),
            [[Real(2, 3, 7, 9), Real(4, 3, 3, 3)], [Real(1, 1, 1, 1), Real(2, 1, 3, 3)], [Real(1, 2, 40, 3), Real(3, 2, 3, 3)], [Real(3, 5, 7), Real(4, 3, 3, 3)]]) with
        {
            Large = [Real(2, 64, 20, 20), Real(70, 64, 3, 3)],
        },
        OpRow.Binary("Conv2d", (x, w) => x.Conv2d(w, stride: 2, padding: 3), (x, w) => Reference(x, w, null, 2, 3, 1, 1),
            [[Real(2, 3, 9, 12), Real(4, 3, 7, 7)], [Real(1, 2, 1, 2), Real(3, 2, 4, 3)], [Real(1, 2, 6, 6), Real(3, 2, 1, 1)]]) with
        {
            Large = [Real(3, 3, 40, 40), Real(16, 3, 7, 7)],
        },
        OpRow.Binary("Conv2d", (x, w) => x.Conv2d(w, stride: (3, 2), padding: (0, 2), dilation: (2, 3)),
            (x, w) => Reference(x, w, null, (3, 2), (0, 2), (2, 3), 1),
            [[Real(2, 3, 11, 10), Real(4, 3, 3, 2)], [Real(1, 1, 5, 9), Real(2, 1, 2, 3)], [Real(1, 1, 8, 40), Real(2, 1, 3, 2)]]),
        OpRow.Binary("Conv2d", (x, w) => x.Conv2d(w, padding: 1, groups: 2), (x, w) => Reference(x, w, null, 1, 1, 1, 2),
            [[Real(2, 4, 5, 6), Real(6, 2, 3, 3)], [Real(1, 2, 4, 4), Real(8, 1, 3, 3)], [Real(2, 2, 4, 4), Real(2, 1, 2, 2)], [Real(1, 2, 4, 37), Real(4, 1, 3, 3)]]),
        OpRow.Ternary("Conv2d", (x, w, b) => x.Conv2d(w, b, stride: (1, 2), padding: (1, 2), dilation: (2, 1), groups: 3),
            (x, w, b) => Reference(x, w, b, (1, 2), (1, 2), (2, 1), 3),
            [[Real(2, 6, 7, 8), Real(3, 2, 3, 4), Real(3)], [Real(2, 3, 9, 75), Real(3, 1, 3, 3), Real(3)], [Real(1, 3, 7, 5), Real(3, 1, 3, 3), Real(3)]]) with
        {
            Large = [Real(4, 48, 31, 29), Real(48, 16, 3, 3), Real(48)],
        },
    ];

    static ErrorCase[] Errors =>
    [
        ErrorCase.Of<ShapeException>("Conv2d with weight [6, 3, 5, 5] got [100, 1, 32, 32]: 3 input channels were expected but got 1: channels are dimension 1.",
            () => Tensor.Zeros([100, 1, 32, 32]).Conv2d(Tensor.Zeros([6, 3, 5, 5]))),
        ErrorCase.Of<ShapeException>(
            "Conv2d with weight [6, 3, 5, 5] got [1, 4, 3, 9]: 6 input channels in 2 groups were expected but got 4: channels are dimension 1; "
            + "the bias must be [6], not [5]; the kernel reaches over 5 pixels but the padded height is only 3.",
            () => Tensor.Zeros([1, 4, 3, 9]).Conv2d(Tensor.Zeros([6, 3, 5, 5]), Tensor.Zeros([5]), groups: 2)),
        ErrorCase.Of<ShapeException>(
            "Conv2d with weight [6, 3] got [4, 3]: stride must be 1 or more, not (0, 1); dilation must be 1 or more, not 0; images must be [N, C, H, W] or [C, H, W]; "
            + "the weight must be [out, in / groups, height, width] with a height and width of 1 or more.",
            () => Tensor.Zeros([4, 3]).Conv2d(Tensor.Zeros([6, 3]), stride: (0, 1), dilation: 0)),
        ErrorCase.Of<ShapeException>("Conv2d with weight [5, 2, 3, 3] got [1, 4, 8, 8]: the 5 output channels must be divisible by groups 2.",
            () => Tensor.Zeros([1, 4, 8, 8]).Conv2d(Tensor.Zeros([5, 2, 3, 3]), groups: 2)),
        ErrorCase.Of<DTypeException>("Conv2d needs one floating dtype, but got images Int64, weight Float32: convert with To.",
            () => Tensor.Zeros([1, 1, 3, 3], DType.Int64).Conv2d(Tensor.Zeros([1, 1, 3, 3]))),
    ];

    /// <summary>The definition, term by term.</summary>
    static NDArray Reference(NDArray x, NDArray w, NDArray? b, Pair stride, Pair padding, Pair dilation, int groups)
    {
        if (x.Rank == 3)
        {
            var one = Reference(x.Reshape([1, .. x.Shape]), w, b, stride, padding, dilation, groups);
            return one.Reshape(one.Shape[1..]);
        }
        int height = x.Shape[2], width = x.Shape[3], inGroup = w.Shape[1], outGroup = w.Shape[0] / groups;
        int[] shape =
        [
            x.Shape[0], w.Shape[0], (height + 2 * padding.Height - dilation.Height * (w.Shape[2] - 1) - 1) / stride.Height + 1,
            (width + 2 * padding.Width - dilation.Width * (w.Shape[3] - 1) - 1) / stride.Width + 1,
        ];
        return NDArray.Build(shape, at =>
        {
            var sum = b is null ? 0 : b[at[1]];
            for (var c = 0; c < inGroup; c++)
                for (var i = 0; i < w.Shape[2]; i++)
                    for (var j = 0; j < w.Shape[3]; j++)
                    {
                        var row = at[2] * stride.Height - padding.Height + i * dilation.Height;
                        var column = at[3] * stride.Width - padding.Width + j * dilation.Width;
                        if (row >= 0 && row < height && column >= 0 && column < width)
                            sum += w[at[1], c, i, j] * x[at[0], at[1] / outGroup * inGroup + c, row, column];
                    }
            return sum;
        });
    }
}
