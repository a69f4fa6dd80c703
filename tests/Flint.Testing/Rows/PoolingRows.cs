using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class PoolingRows : IOpRows
{
    static readonly Input Large = Distinct(5, 7, 63, 65);

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("MaxPool2d", x => x.MaxPool2d(2), x => Max(x, new(2, 2)),
            [Distinct(2, 3, 4, 6), Distinct(1, 1, 2, 2), Distinct(2, 2, 5, 17), Distinct(1, 2, 6, 41), Distinct(3, 4, 9), Distinct(0, 2, 4, 4)]) with
        {
            Large = [Large], Result = DTypeRules.FloatingOnly, Fixtures = ["nnops:maxpool_2", "nnops:maxpool_2_ties"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("MaxPool2d expects an input of [N, C, H, W] or [C, H, W], but got shape [4, 4].",
                    () => Tensor.Zeros([4, 4]).MaxPool2d(2)),
                ErrorCase.Of<ShapeException>(
                    "MaxPool2d expects an input of [N, C, H, W] or [C, H, W], but got shape [4]; "
                    + "and Float32 or Float64, but got Int64: convert with To(DType.Float32).",
                    () => Tensor.Zeros([4], DType.Int64).MaxPool2d(2)),
                ErrorCase.Of<ShapeException>(
                    "MaxPool2d on input [1, 1, 4, 4]: stride must be 1 or more, but is 0; "
                    + "dilation must be 1 or more, but is (1, 0); padding must be 0 to half the kernel 3, but is 2.",
                    () => Tensor.Zeros([1, 1, 4, 4]).MaxPool2d(3, stride: 0, padding: 2, dilation: (1, 0))),
                ErrorCase.Of<ShapeException>("MaxPool2d on input [1, 1, 4, 4]: kernel must be 1 or more, but is (0, 2).",
                    () => Tensor.Zeros([1, 1, 4, 4]).MaxPool2d((0, 2))),
                ErrorCase.Of<ShapeException>(
                    "MaxPool2d on input [1, 1, 2, 2]: a window of kernel 3 does not fit into [2, 2] with padding 1 and dilation 1500000000: "
                        + "use a smaller kernel or a larger input.",
                    () => Tensor.Ones([1, 1, 2, 2]).MaxPool2d(3, padding: 1, dilation: 1_500_000_000)),
                ErrorCase.Of<ShapeException>(
                    "MaxPool2d on input [1, 1, 4, 4]: a window of kernel 5 does not fit into [4, 4] with padding 0 and dilation 1: "
                    + "use a smaller kernel or a larger input.",
                    () => Tensor.Zeros([1, 1, 4, 4]).MaxPool2d(5)),
            ],
        },
        OpRow.Unary("MaxPool2d", x => x.MaxPool2d((3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2)),
            x => Max(x, new(3, 2, 2, 1, 1, 0, 1, 2)), [Distinct(2, 3, 7, 6), Distinct(1, 1, 3, 3)]) with
        { Large = [Large], Fixtures = ["nnops:maxpool_dilated"] },
        OpRow.Unary("MaxPool2d", x => x.MaxPool2d(3, stride: 2, padding: 1, ceilMode: true),
            x => Max(x, new(3, 3, 2, 2, 1, 1) { Ceil = true }), [Distinct(2, 3, 8, 6), Distinct(1, 1, 2, 2)]) with
        { Fixtures = ["nnops:maxpool_ceil"] },
        OpRow.Unary("MaxPool2d", x => x.MaxPool2d(3, stride: 2, padding: 1), x => Max(x, new(3, 3, 2, 2, 1, 1)),
            [Distinct(2, 3, 16, 16), Distinct(1, 2, 5, 27), Distinct(1, 1, 4, 9)]),
        OpRow.Unary("AvgPool2d", x => x.AvgPool2d(2), x => Mean(x, new(2, 2)), [Real(2, 3, 5, 4), Real(1, 2, 2), Real(2, 0, 4, 4)]) with
        {
            Large = [Large], Result = DTypeRules.FloatingOnly, Fixtures = ["nnops:avgpool_2"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AvgPool2d on input [1, 1, 4, 4]: padding must be 0 to half the kernel 3, but is (0, 2).",
                    () => Tensor.Zeros([1, 1, 4, 4]).AvgPool2d(3, padding: (0, 2))),
            ],
        },
        OpRow.Unary("AvgPool2d", x => x.AvgPool2d(3, stride: (2, 1), padding: 1, ceilMode: true),
            x => Mean(x, new(3, 3, 2, 1, 1, 1) { Ceil = true }), [Real(2, 2, 6, 5), Real(1, 1, 2, 2)]) with
        { Fixtures = ["nnops:avgpool_pad"] },
        OpRow.Unary("AvgPool2d", x => x.AvgPool2d(3, stride: 2, padding: 1, ceilMode: true, countIncludePad: false),
            x => Mean(x, new(3, 3, 2, 2, 1, 1) { Ceil = true, CountPadding = false }), [Real(2, 2, 6, 5)]) with
        { Fixtures = ["nnops:avgpool_nopad"] },
        OpRow.Unary("AdaptiveAvgPool2d", x => x.AdaptiveAvgPool2d((3, 2)), x => Adaptive(x, 3, 2, w => w.Average()),
            [Real(2, 3, 7, 5), Real(1, 2, 1), Real(2, 2, 3, 2), Real(0, 1, 3, 3)]) with
        {
            Large = [Large], Result = DTypeRules.FloatingOnly, Fixtures = ["nnops:adaptive_avgpool"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AdaptiveAvgPool2d expects an output size of 1 or more, but got (0, 2).",
                    () => Tensor.Zeros([1, 1, 4, 4]).AdaptiveAvgPool2d((0, 2))),
                ErrorCase.Of<ShapeException>(
                    "AdaptiveAvgPool2d expects rows and columns to pool, but got [1, 1, 0, 4]: dimensions -2 and -1 must be 1 or more.",
                    () => Tensor.Zeros([1, 1, 0, 4]).AdaptiveAvgPool2d(1)),
            ],
        },
        OpRow.Unary("AdaptiveMaxPool2d", x => x.AdaptiveMaxPool2d((3, 2)), x => Adaptive(x, 3, 2, w => w.Max()),
            [Distinct(2, 3, 7, 5), Distinct(1, 2, 1), Distinct(2, 2, 3, 2)]) with
        {
            Large = [Large], Fixtures = ["nnops:adaptive_maxpool"],
            Errors =
            [
                ErrorCase.Of<DTypeException>("AdaptiveMaxPool2d expects Float32 or Float64, but got Int32: convert with To(DType.Float32).",
                    () => Tensor.Zeros([1, 1, 4, 4], DType.Int32).AdaptiveMaxPool2d(1)),
            ],
        },
        OpRow.Unary("GlobalAvgPool2d", x => x.GlobalAvgPool2d(), x => Adaptive(x, 1, 1, w => w.Average()), [Real(2, 3, 4, 5), Real(1, 1, 1)]),
        OpRow.Unary("GlobalMaxPool2d", x => x.GlobalMaxPool2d(), x => Adaptive(x, 1, 1, w => w.Max()), [Distinct(2, 3, 4, 5), Distinct(1, 1, 1)]),
    ];

    sealed record Window(int Kh, int Kw, int Sh = 0, int Sw = 0, int Ph = 0, int Pw = 0, int Dh = 1, int Dw = 1)
    {
        public bool Ceil { get; init; }
        public bool CountPadding { get; init; } = true;
        public int StepH => Sh == 0 ? Kh : Sh;
        public int StepW => Sw == 0 ? Kw : Sw;

        public int Count(int size, int kernel, int stride, int padding, int dilation)
        {
            var room = (double)(size + 2 * padding - dilation * (kernel - 1) - 1) / stride;
            var count = (int)(Ceil ? Math.Ceiling(room) : Math.Floor(room)) + 1;
            return Ceil && (count - 1) * stride >= size + padding ? count - 1 : count;
        }
    }

    /// <summary>Calls <paramref name="f"/> with the values of each window inside the input and the size of the window inside the padded input.</summary>
    static NDArray Slide(NDArray x, Window w, Func<double[], int, double> f)
    {
        var (height, width) = (x.Shape[^2], x.Shape[^1]);
        return NDArray.Build([.. x.Shape[..^2], w.Count(height, w.Kh, w.StepH, w.Ph, w.Dh), w.Count(width, w.Kw, w.StepW, w.Pw, w.Dw)], at =>
        {
            var (values, area) = (new List<double>(), 0);
            for (var r = 0; r < w.Kh; r++)
                for (var s = 0; s < w.Kw; s++)
                {
                    var (i, j) = (at[^2] * w.StepH - w.Ph + r * w.Dh, at[^1] * w.StepW - w.Pw + s * w.Dw);
                    if (i < height + w.Ph && j < width + w.Pw) area++;
                    if (i >= 0 && j >= 0 && i < height && j < width) values.Add(x[[.. at[..^2], i, j]]);
                }
            return f([.. values], area);
        });
    }

    static NDArray Max(NDArray x, Window w) => Slide(x, w, (values, _) => values.Max());

    static NDArray Mean(NDArray x, Window w) => Slide(x, w, (values, area) => values.Sum() / (w.CountPadding ? area : values.Length));

    static NDArray Adaptive(NDArray x, int rows, int columns, Func<IEnumerable<double>, double> f) =>
        NDArray.Build([.. x.Shape[..^2], rows, columns], at => f(
            from i in Part(at[^2], rows, x.Shape[^2])
            from j in Part(at[^1], columns, x.Shape[^1])
            select x[[.. at[..^2], i, j]]));

    static IEnumerable<int> Part(int i, int count, int size)
    {
        var start = (int)Math.Floor((double)i * size / count);
        return Enumerable.Range(start, (int)Math.Ceiling((double)(i + 1) * size / count) - start);
    }
}
