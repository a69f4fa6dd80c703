using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Pooling in one and three dimensions, with indices, norms, and back.</summary>
sealed class VolumePoolingRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("MaxPool1d", x => x.MaxPool1d(3, stride: 2, padding: 1, dilation: 2, ceilMode: true), x => Max(x, new([3], [2], [1], [2], Ceil: true))[0],
            [Distinct(2, 3, 11), Distinct(2, 5), Distinct(1, 1, 3), Distinct(0, 2, 5)]) with
        {
            Result = DTypeRules.FloatingOnly, Large = [Distinct(3, 5, 5003)],
            Errors =
            [
                ErrorCase.Of<ShapeException>("MaxPool1d expects an input of [N, C, L] or [C, L], but got shape [4].", () => Tensor.Zeros([4]).MaxPool1d(2)),
                ErrorCase.Of<ShapeException>(
                    "MaxPool1d on input [1, 1, 4]: a window of kernel 5 does not fit into [4] with padding 0 and dilation 1: use a smaller kernel or a larger input.",
                    () => Tensor.Zeros([1, 1, 4]).MaxPool1d(5)),
            ],
        },
        OpRow.Many("MaxPool1dWithIndices", x => Both(x[0].MaxPool1dWithIndices(3, stride: 2, padding: 1, dilation: 2, ceilMode: true)),
            x => Max(x[0], new([3], [2], [1], [2], Ceil: true)), [[Distinct(2, 3, 11)], [Distinct(2, 5)]]) with
        {
            Fixtures = ["spatial:max_pool1d"],
            Errors =
            [
                ErrorCase.Of<DTypeException>("MaxPool1dWithIndices expects Float32 or Float64, but got Int64: convert with To(DType.Float32).",
                    () => Tensor.Zeros([1, 4], DType.Int64).MaxPool1dWithIndices(2).Output),
            ],
        },
        OpRow.Many("MaxPool2dWithIndices", x => Both(x[0].MaxPool2dWithIndices(2)), x => Max(x[0], new([2, 2], [2, 2], [0, 0], [1, 1])),
            [[Distinct(2, 3, 4, 6)], [Distinct(1, 2, 3)]]) with { Fixtures = ["spatial:max_pool2d_indices"], Large = [Distinct(5, 7, 63, 65)] },
        OpRow.Unary("MaxPool3d", x => x.MaxPool3d((2, 3, 2), stride: (1, 2, 2), padding: (1, 1, 0), dilation: (2, 1, 1), ceilMode: true),
            x => Max(x, new([2, 3, 2], [1, 2, 2], [1, 1, 0], [2, 1, 1], Ceil: true))[0], [Distinct(2, 2, 4, 5, 5), Distinct(1, 3, 3, 2), Distinct(0, 1, 3, 3, 3)]) with
        {
            Result = DTypeRules.FloatingOnly, Large = [Distinct(2, 3, 17, 31, 33)],
            Errors =
            [
                ErrorCase.Of<ShapeException>("MaxPool3d expects an input of [N, C, D, H, W] or [C, D, H, W], but got shape [4, 4, 4].", () => Tensor.Zeros([4, 4, 4]).MaxPool3d(2)),
                ErrorCase.Of<ShapeException>("MaxPool3d on input [1, 4, 4, 4]: padding must be 0 to half the kernel 2, but is (0, 2, 0).",
                    () => Tensor.Zeros([1, 4, 4, 4]).MaxPool3d(2, padding: (0, 2, 0))),
            ],
        },
        OpRow.Many("MaxPool3dWithIndices", x => Both(x[0].MaxPool3dWithIndices((2, 3, 2), stride: (1, 2, 2), padding: (1, 1, 0), dilation: (2, 1, 1), ceilMode: true)),
            x => Max(x[0], new([2, 3, 2], [1, 2, 2], [1, 1, 0], [2, 1, 1], Ceil: true)), [[Distinct(1, 2, 4, 5, 5)], [Distinct(1, 3, 3, 2)]]) with
        { Fixtures = ["spatial:max_pool3d"] },
        OpRow.Many("MaxPool3dWithIndices", x => Both(x[0].MaxPool3dWithIndices(2)), x => Max(x[0], new([2, 2, 2], [2, 2, 2], [0, 0, 0], [1, 1, 1])),
            [[Distinct(1, 2, 4, 5, 2)]]) with { Fixtures = ["spatial:max_pool3d_ties"] },
        OpRow.Unary("AvgPool1d", x => x.AvgPool1d(3, stride: 2, padding: 1, ceilMode: true), x => Mean(x, new([3], [2], [1], [1], Ceil: true)),
            [Real(2, 3, 11), Real(2, 4), Real(0, 2, 5)]) with
        {
            Result = DTypeRules.FloatingOnly, Fixtures = ["spatial:avg_pool1d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AvgPool1d on input [1, 1, 4]: kernel must be 1 or more, but is 0.", () => Tensor.Zeros([1, 1, 4]).AvgPool1d(0)),
            ],
        },
        OpRow.Unary("AvgPool1d", x => x.AvgPool1d(4, padding: 2, countIncludePad: false), x => Mean(x, new([4], [4], [2], [1]), countPadding: false), [Real(2, 3, 11)]) with
        { Fixtures = ["spatial:avg_pool1d_nopad"] },
        OpRow.Unary("AvgPool2d", x => x.AvgPool2d(3, stride: 2, padding: 1, divisorOverride: 5), x => Mean(x, new([3, 3], [2, 2], [1, 1], [1, 1]), divisor: 5), [Real(2, 2, 6, 7)]) with
        {
            Fixtures = ["spatial:avg_pool2d_divisor"],
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>($"AvgPool2d cannot divide by 0. (Parameter 'divisorOverride'){Environment.NewLine}Actual value was 0.",
                    () => Tensor.Zeros([1, 4, 4]).AvgPool2d(2, divisorOverride: 0)),
            ],
        },
        OpRow.Unary("AvgPool3d", x => x.AvgPool3d((2, 3, 2), stride: (1, 2, 2), padding: (1, 1, 0), ceilMode: true),
            x => Mean(x, new([2, 3, 2], [1, 2, 2], [1, 1, 0], [1, 1, 1], Ceil: true)), [Real(2, 2, 4, 5, 5), Real(1, 2, 2, 2), Real(0, 1, 3, 3, 3)]) with
        {
            Result = DTypeRules.FloatingOnly, Large = [Real(2, 3, 17, 31, 33)], Fixtures = ["spatial:avg_pool3d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AvgPool3d expects an input of [N, C, D, H, W] or [C, D, H, W], but got shape [4, 4, 4].", () => Tensor.Zeros([4, 4, 4]).AvgPool3d(2)),
            ],
        },
        OpRow.Unary("AvgPool3d", x => x.AvgPool3d(3, stride: 2, padding: 1, countIncludePad: false),
            x => Mean(x, new([3, 3, 3], [2, 2, 2], [1, 1, 1], [1, 1, 1]), countPadding: false), [Real(1, 2, 4, 5, 5)]) with { Fixtures = ["spatial:avg_pool3d_nopad"] },
        OpRow.Unary("AvgPool3d", x => x.AvgPool3d(2, divisorOverride: 3), x => Mean(x, new([2, 2, 2], [2, 2, 2], [0, 0, 0], [1, 1, 1]), divisor: 3), [Real(1, 2, 4, 5, 5)]) with
        { Fixtures = ["spatial:avg_pool3d_divisor"] },
        OpRow.Unary("AdaptiveAvgPool1d", x => x.AdaptiveAvgPool1d(4), x => Adaptive(x, [4], v => v.Average())[0], [Real(2, 2, 11), Real(2, 3), Real(0, 2, 3)]) with
        {
            Result = DTypeRules.FloatingOnly, Fixtures = ["spatial:adaptive_avg1d"],
            Errors = [ErrorCase.Of<ShapeException>("AdaptiveAvgPool1d expects an output size of 1 or more, but got 0.", () => Tensor.Zeros([1, 1, 4]).AdaptiveAvgPool1d(0))],
        },
        OpRow.Unary("AdaptiveMaxPool1d", x => x.AdaptiveMaxPool1d(4), x => Adaptive(x, [4], v => v.Max())[0], [Distinct(2, 2, 11), Distinct(2, 3)]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("AdaptiveMaxPool1d expects positions to pool, but got [1, 1, 0]: dimension -1 must be 1 or more.",
                    () => Tensor.Zeros([1, 1, 0]).AdaptiveMaxPool1d(2)),
            ],
        },
        OpRow.Many("AdaptiveMaxPool1dWithIndices", x => Both(x[0].AdaptiveMaxPool1dWithIndices(4)), x => Adaptive(x[0], [4], v => v.Max()), [[Distinct(2, 2, 11)]]) with
        { Fixtures = ["spatial:adaptive_max1d"] },
        OpRow.Many("AdaptiveMaxPool2dWithIndices", x => Both(x[0].AdaptiveMaxPool2dWithIndices((4, 3))), x => Adaptive(x[0], [4, 3], v => v.Max()), [[Distinct(1, 2, 6, 7)]]) with
        { Fixtures = ["spatial:adaptive_max2d"] },
        OpRow.Unary("AdaptiveAvgPool3d", x => x.AdaptiveAvgPool3d((2, 4, 3)), x => Adaptive(x, [2, 4, 3], v => v.Average())[0], [Real(1, 2, 4, 5, 5), Real(1, 1, 1, 1)]) with
        {
            Result = DTypeRules.FloatingOnly, Fixtures = ["spatial:adaptive_avg3d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AdaptiveAvgPool3d expects planes, rows and columns to pool, but got [1, 0, 1, 1]: dimensions -3, -2 and -1 must be 1 or more.",
                    () => Tensor.Zeros([1, 0, 1, 1]).AdaptiveAvgPool3d(2)),
            ],
        },
        OpRow.Unary("AdaptiveMaxPool3d", x => x.AdaptiveMaxPool3d((2, 4, 3)), x => Adaptive(x, [2, 4, 3], v => v.Max())[0], [Distinct(1, 2, 4, 5, 5), Distinct(1, 1, 1, 1)]),
        OpRow.Many("AdaptiveMaxPool3dWithIndices", x => Both(x[0].AdaptiveMaxPool3dWithIndices((2, 4, 3))), x => Adaptive(x[0], [2, 4, 3], v => v.Max()), [[Distinct(1, 2, 4, 5, 5)]]) with
        { Fixtures = ["spatial:adaptive_max3d"] },
        OpRow.Unary("LPPool1d", x => x.LPPool1d(2, 3, stride: 2, ceilMode: true), x => Norm(x, new([3], [2], [0], [1], Ceil: true), 2), [Positive(2, 2, 11), Positive(2, 4)]) with
        {
            Fixtures = ["spatial:lp_pool1d"],
            Errors = [ErrorCase.Of<ShapeException>("LPPool1d expects an input of [N, C, L] or [C, L], but got shape [4].", () => Tensor.Zeros([4]).LPPool1d(2, 2))],
        },
        OpRow.Unary("LPPool2d", x => x.LPPool2d(3, (2, 3)), x => Norm(x, new([2, 3], [2, 3], [0, 0], [1, 1]), 3), [Positive(2, 3, 5, 6), Positive(1, 2, 3)]) with
        {
            Fixtures = ["spatial:lp_pool2d"], Tolerance32 = 2e-5,
            Errors = [ErrorCase.Of<ShapeException>("LPPool2d expects an input of [N, C, H, W] or [C, H, W], but got shape [4].", () => Tensor.Zeros([4]).LPPool2d(2, 2))],
        },
        OpRow.Binary("MaxUnpool1d", (x, i) => x.MaxUnpool1d(i, 2, outputSize: 9), (x, i) => Unpool(x, i, 1, [9]), [[Real(2, 3, 4), At([2, 3, 4], 9)], [Real(1, 2), At([1, 2], 9)]]) with
        {
            Fixtures = ["spatial:max_unpool1d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("MaxUnpool1d on input [1, 2] expects indices of the same shape, but got [2].", () => Tensor.Zeros([1, 2]).MaxUnpool1d(Tensor.Arange(2), 2)),
                ErrorCase.Of<TensorIndexException>("MaxUnpool1d: 4 at position [0, 1] of the indices is out of range: the output [4] has 4 cells, use 0 to 3.",
                    () => Tensor.Zeros([1, 2]).MaxUnpool1d(Tensor.From([0L, 4L], [1, 2]), 2)),
            ],
        },
        OpRow.Binary("MaxUnpool2d", (x, i) => x.MaxUnpool2d(i, (2, 3), padding: (1, 0), outputSize: (6, 8)), (x, i) => Unpool(x, i, 2, [6, 8]), [[Real(2, 2, 4, 2), At([2, 2, 4, 2], 48)]]) with
        {
            Fixtures = ["spatial:max_unpool2d"], Large = [Real(30, 9, 6, 8), At([30, 9, 6, 8], 48)],
            Errors =
            [
                ErrorCase.Of<ShapeException>("MaxUnpool2d on input [1, 1, 1] would give [-1, 1]: use a larger kernel or less padding, or give outputSize.",
                    () => Tensor.Zeros([1, 1, 1]).MaxUnpool2d(Tensor.Zeros([1, 1, 1], DType.Int64), (1, 3), padding: 1)),
            ],
        },
        OpRow.Binary("MaxUnpool3d", (x, i) => x.MaxUnpool3d(i, 2), (x, i) => Unpool(x, i, 3, [4, 4, 6]), [[Real(1, 2, 2, 2, 3), At([1, 2, 2, 2, 3], 96)]]) with
        { Fixtures = ["spatial:max_unpool3d"] },
    ];

    sealed record Window(int[] Kernel, int[] Stride, int[] Padding, int[] Dilation, bool Ceil = false)
    {
        public int Count(int size, int d)
        {
            var room = (double)(size + 2 * Padding[d] - Dilation[d] * (Kernel[d] - 1) - 1) / Stride[d];
            var count = (int)(Ceil ? Math.Ceiling(room) : Math.Floor(room)) + 1;
            return Ceil && (count - 1) * Stride[d] >= size + Padding[d] ? count - 1 : count;
        }
    }

    static Tensor[] Both((Tensor Output, Tensor Indices) pair) => [pair.Output, pair.Indices];

    static Input Positive(params int[] shape) => new(shape, 0.1, 2);

    /// <summary>Indices that differ within each plane.</summary>
    static Input At(int[] shape, int cells)
    {
        var inPlane = shape.Skip(Math.Max(1, shape.Length == 2 ? 1 : 2)).Aggregate(1, (n, s) => n * s);
        var count = shape.Aggregate(1, (n, s) => n * s);
        return new(shape, 0, cells) { DType = DType.Int64, Fixed = [.. Enumerable.Range(0, count).Select(i => (double)((i % inPlane * 7 + i / inPlane) % cells))] };
    }

    /// <summary>For each window the values, their places in the volume, and the number of cells inside the padded input.</summary>
    static NDArray Slide(NDArray x, Window w, Func<List<double>, List<int>, int, double> f)
    {
        var dims = w.Kernel.Length;
        var sizes = x.Shape[^dims..];
        return NDArray.Build([.. x.Shape[..^dims], .. sizes.Select(w.Count)], at =>
        {
            var (values, places, cells) = (new List<double>(), new List<int>(), 0);
            NDArray.Build(w.Kernel, tap =>
            {
                int[] place = [.. sizes.Select((_, d) => at[at.Length - dims + d] * w.Stride[d] - w.Padding[d] + tap[d] * w.Dilation[d])];
                if (place.Select((p, d) => p < sizes[d] + w.Padding[d]).All(inside => inside)) cells++;
                if (place.Zip(sizes).Any(p => p.First < 0 || p.First >= p.Second)) return 0;
                values.Add(x[[.. at[..^dims], .. place]]);
                places.Add(place.Zip(sizes).Aggregate(0, (sum, p) => sum * p.Second + p.First));
                return 0;
            });
            return f(values, places, cells);
        });
    }

    static NDArray[] Max(NDArray x, Window w) =>
        [Slide(x, w, (values, _, _) => values.Max()), Slide(x, w, (values, places, _) => places[values.IndexOf(values.Max())])];

    static NDArray Mean(NDArray x, Window w, bool countPadding = true, int? divisor = null) =>
        Slide(x, w, (values, _, cells) => values.Sum() / (divisor ?? (countPadding ? cells : values.Count)));

    static NDArray Norm(NDArray x, Window w, double p) =>
        Slide(x, w, (values, _, cells) => Math.Pow(values.Sum(v => Math.Pow(v, p)) / cells * w.Kernel.Aggregate(1, (n, k) => n * k), 1 / p));

    static NDArray[] Adaptive(NDArray x, int[] counts, Func<List<double>, double> f)
    {
        var dims = counts.Length;
        var sizes = x.Shape[^dims..];
        (double Value, int Place) At(int[] at)
        {
            int[] starts = [.. counts.Select((n, d) => at[at.Length - dims + d] * sizes[d] / n)];
            int[] window = [.. counts.Select((n, d) => (int)Math.Ceiling((at[at.Length - dims + d] + 1.0) * sizes[d] / n) - starts[d])];
            var (values, places) = (new List<double>(), new List<int>());
            NDArray.Build(window, tap =>
            {
                int[] place = [.. starts.Zip(tap, (a, b) => a + b)];
                values.Add(x[[.. at[..^dims], .. place]]);
                places.Add(place.Zip(sizes).Aggregate(0, (sum, p) => sum * p.Second + p.First));
                return 0;
            });
            return (f(values), places[values.IndexOf(values.Max())]);
        }
        int[] shape = [.. x.Shape[..^dims], .. counts];
        return [NDArray.Build(shape, at => At(at).Value), NDArray.Build(shape, at => At(at).Place)];
    }

    static NDArray Unpool(NDArray x, NDArray indices, int dims, int[] size)
    {
        var (inPlane, cells) = (x.Shape[^dims..].Aggregate(1, (n, s) => n * s), size.Aggregate(1, (n, s) => n * s));
        var y = new double[x.Count / inPlane * cells];
        for (var i = 0; i < x.Count; i++) y[i / inPlane * cells + (int)indices.Data[i]] = x.Data[i];
        return new([.. x.Shape[..^dims], .. size], y);
    }
}
