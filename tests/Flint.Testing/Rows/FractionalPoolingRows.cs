using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Maximum pooling with windows at random places; the samples are an input.</summary>
sealed class FractionalPoolingRows : IOpRows
{
    static readonly Input[] Plane = [Distinct(2, 3, 7, 9), new([2, 3, 2], 0, 1) { Constant = true }];
    static readonly Input[] Volume = [Distinct(2, 2, 5, 4, 7), new([2, 2, 3], 0, 1) { Constant = true }];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("FractionalMaxPool2d", (x, r) => x.FractionalMaxPool2d((2, 3), (3, 4), randomSamples: r), (x, r) => Pool(x, r, [2, 3], [3, 4])[0], [Plane]) with
        {
            Errors =
            [
                ErrorCase.Of<ArgumentException>("FractionalMaxPool2d takes either outputSize or outputRatio.", () => Tensor.Zeros([1, 4, 4]).FractionalMaxPool2d(2)),
                ErrorCase.Of<ArgumentException>("FractionalMaxPool2d takes an outputRatio between 0 and 1, but got 1.", () => Tensor.Zeros([1, 4, 4]).FractionalMaxPool2d(2, outputRatio: 1)),
                ErrorCase.Of<ShapeException>("FractionalMaxPool2d of [4, 4] to [4, 4] with a kernel of [2, 2] needs outputSize + kernel - 1 of at most the input's size, and 1 or more of each.",
                    () => Tensor.Zeros([1, 4, 4]).FractionalMaxPool2d(2, 4)),
                ErrorCase.Of<ShapeException>("FractionalMaxPool2d on [1, 4, 4] expects randomSamples [1, 1, 2], but got [2].",
                    () => Tensor.Zeros([1, 4, 4]).FractionalMaxPool2d(2, 2, randomSamples: Tensor.Zeros([2]))),
                ErrorCase.Of<ShapeException>("FractionalMaxPool2d expects an input of [N, C, H, W] or [C, H, W], but got shape [4].", () => Tensor.Zeros([4]).FractionalMaxPool2d(2, 2)),
            ],
        },
        OpRow.Many("FractionalMaxPool2dWithIndices", x => { var (y, i) = x[0].FractionalMaxPool2dWithIndices((2, 3), (3, 4), randomSamples: x[1]); return [y, i]; }, x => Pool(x[0], x[1], [2, 3], [3, 4]), [Plane]) with
        {
            Fixtures = ["further:fractional_max_pool2d"],
        },
        OpRow.Binary("FractionalMaxPool3d", (x, r) => x.FractionalMaxPool3d(2, (3, 2, 4), randomSamples: r), (x, r) => Pool(x, r, [2, 2, 2], [3, 2, 4])[0], [Volume]),
        OpRow.Many("FractionalMaxPool3dWithIndices", x => { var (y, i) = x[0].FractionalMaxPool3dWithIndices(2, (3, 2, 4), randomSamples: x[1]); return [y, i]; }, x => Pool(x[0], x[1], [2, 2, 2], [3, 2, 4]), [Volume]) with
        {
            Fixtures = ["further:fractional_max_pool3d"],
        },
    ];

    static NDArray[] Pool(NDArray x, NDArray samples, int[] kernel, int[] output)
    {
        var dims = kernel.Length;
        int[] input = x.Shape[2..], shape = [.. x.Shape[..2], .. output];
        (double Value, int Place) Largest(int[] at)
        {
            var window = NDArray.Build(kernel, tap => Place(at, tap));
            return window.Data.Select(place => (x.Data[(at[0] * x.Shape[1] + at[1]) * input.Aggregate(1, (a, b) => a * b) + (int)place], (int)place)).Max();
        }
        int Place(int[] at, int[] tap)
        {
            var place = 0;
            for (var d = 0; d < dims; d++)
            {
                var (i, u) = (at[2 + d], samples[at[0], at[1], dims == 2 ? 1 - d : d]);
                var step = (input[d] - kernel[d]) / (output[d] - 1.0);
                var start = i == output[d] - 1 ? input[d] - kernel[d] : Math.Floor((i + u) * step) - Math.Floor(u * step);
                place = place * input[d] + (int)start + tap[d];
            }
            return place;
        }
        return [NDArray.Build(shape, at => Largest(at).Value), NDArray.Build(shape, at => Largest(at).Place)];
    }
}
