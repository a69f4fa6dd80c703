using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Convolutions of one and three dimensions, and transposed ones.</summary>
sealed class VolumeConvolutionRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("Conv1d", (x, w, b) => x.Conv1d(w, b, stride: 2, padding: 2, dilation: 2, groups: 2),
            (x, w, b) => Convolve(x, w, b, [2], [2], [2], [2], 2), [[Real(2, 4, 11), Real(6, 2, 3), Real(6)], [Real(2, 5), Real(2, 1, 2), Real(2)], [Real(0, 2, 5), Real(2, 1, 1), Real(2)]]) with
        {
            Large = [Real(3, 8, 3001), Real(6, 4, 5), Real(6)], Fixtures = ["spatial:conv1d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "Conv1d with weight [4, 3, 5] got [2, 2, 4]: 3 input channels were expected but got 2: channels are dimension 1; the bias must be [4], not [3]; "
                    + "the kernel reaches over 5 positions but the padded length is only 4.",
                    () => Tensor.Zeros([2, 2, 4]).Conv1d(Tensor.Zeros([4, 3, 5]), Tensor.Zeros([3]))),
                ErrorCase.Of<ShapeException>(
                    "Conv1d with weight [4, 3] got [2, 2, 4, 4]: stride must be 1 or more, not 0; signals must be [N, C, L] or [C, L]; "
                    + "the weight must be [out, in / groups, length] with a length of 1 or more.",
                    () => Tensor.Zeros([2, 2, 4, 4]).Conv1d(Tensor.Zeros([4, 3]), stride: 0)),
                ErrorCase.Of<ShapeException>("Conv1d with padding Same keeps the sizes, which a stride of 2 does not: use stride 1, or numbers.",
                    () => Tensor.Zeros([2, 2, 4]).Conv1d(Tensor.Zeros([4, 2, 3]), stride: 2, padding: Padding.Same)),
                ErrorCase.Of<ShapeException>("Conv1d pads 1 dimension, but padding (1, 2) is for 2: give one number, or 1.",
                    () => Tensor.Zeros([2, 2, 4]).Conv1d(Tensor.Zeros([4, 2, 3]), padding: (1, 2))),
                ErrorCase.Of<DTypeException>("Conv1d needs one floating dtype, but got signals Float32, weight Float64: convert with To.",
                    () => Tensor.Zeros([2, 2, 4]).Conv1d(Tensor.Zeros([4, 2, 3], DType.Float64))),
            ],
        },
        OpRow.Ternary("ConvTbc", (x, w, b) => x.ConvTbc(w, b, 1),
            (x, w, b) => Convolve(x.Permute(1, 2, 0), w.Permute(2, 1, 0), b, [1], [1], [1], [1], 1).Permute(2, 0, 1), [[Real(6, 2, 3), Real(3, 3, 4), Real(4)]]) with
        {
            Fixtures = ["further:conv_tbc"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("ConvTbc expects x [T, N, C] and a weight [kernel, C, out], but got [6, 3] and [3, 3, 4].",
                    () => Tensor.Zeros([6, 3]).ConvTbc(Tensor.Zeros([3, 3, 4]), Tensor.Zeros([4]))),
            ],
        },
        OpRow.Binary("Conv1d", (x, w) => x.Conv1d(w, padding: Padding.Same, dilation: 3), (x, w) => Convolve(x, w, null, [1], [4], [5], [3], 1),
            [[Real(2, 3, 9), Real(4, 3, 4)]]) with { Fixtures = ["spatial:conv1d_same"] },
        OpRow.Binary("Conv2d", (x, w) => x.Conv2d(w, padding: Padding.Same, dilation: (1, 2)), (x, w) => Convolve(x, w, null, [1, 1], [1, 1], [2, 1], [1, 2], 1),
            [[Real(2, 2, 5, 7), Real(3, 2, 4, 2)], [Real(2, 1, 1), Real(1, 2, 4, 2)]]) with { Fixtures = ["spatial:conv2d_same"] },
        OpRow.Ternary("Conv3d", (x, w, b) => x.Conv3d(w, b, stride: (2, 1, 2), padding: (1, 0, 2), dilation: (2, 1, 1), groups: 2),
            (x, w, b) => Convolve(x, w, b, [2, 1, 2], [1, 0, 2], [1, 0, 2], [2, 1, 1], 2),
            [[Real(2, 4, 6, 5, 4), Real(6, 2, 3, 2, 3), Real(6)], [Real(2, 3, 1, 1), Real(2, 1, 2, 1, 1), Real(2)], [Real(0, 2, 4, 1, 1), Real(2, 1, 1, 1, 1), Real(2)],
                [Real(1, 2, 1, 2, 3), Real(2, 1, 2, 2, 3), Real(2)]]) with
        {
            Large = [Real(2, 8, 9, 16, 17), Real(6, 4, 3, 3, 3), Real(6)], Fixtures = ["spatial:conv3d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "Conv3d with weight [4, 2, 3, 3, 3] got [1, 2, 2, 5, 5]: the kernel reaches over 3 voxels but the padded depth is only 2.",
                    () => Tensor.Zeros([1, 2, 2, 5, 5]).Conv3d(Tensor.Zeros([4, 2, 3, 3, 3]))),
                ErrorCase.Of<ShapeException>(
                    "Conv3d with weight [4, 2, 3, 3] got [2, 2, 5]: dilation must be 1 or more, not (1, 0, 1); volumes must be [N, C, D, H, W] or [C, D, H, W]; "
                    + "the weight must be [out, in / groups, depth, height, width] with a depth, height and width of 1 or more.",
                    () => Tensor.Zeros([2, 2, 5]).Conv3d(Tensor.Zeros([4, 2, 3, 3]), dilation: (1, 0, 1))),
            ],
        },
        OpRow.Binary("Conv3d", (x, w) => x.Conv3d(w, stride: int.MaxValue, padding: 2), (x, w) => Convolve(x, w, null, [9, 9, 9], [2, 2, 2], [2, 2, 2], [1, 1, 1], 1),
            [[Real(1, 2, 4, 3, 4), Real(2, 2, 3, 3, 3)], [Real(1, 1, 4, 4, 4), Real(1, 1, 1, 1, 1)]]),
        OpRow.Binary("Conv3d", (x, w) => x.Conv3d(w, padding: Padding.Same), (x, w) => Convolve(x, w, null, [1, 1, 1], [0, 1, 1], [1, 1, 2], [1, 1, 1], 1),
            [[Real(1, 2, 4, 3, 5), Real(3, 2, 2, 3, 4)], [Real(1, 1, 3, 1, 1), Real(1, 1, 2, 3, 4)]]) with { Fixtures = ["spatial:conv3d_same"] },
        OpRow.Ternary("ConvTranspose1d", (x, w, b) => x.ConvTranspose1d(w, b, stride: 3, padding: 1, outputPadding: 2, groups: 2, dilation: 2),
            (x, w, b) => Transpose(x, w, b, [3], [1], [2], [2], 2), [[Real(2, 4, 5), Real(4, 3, 3), Real(6)], [Real(2, 2), Real(2, 1, 1), Real(2)], [Real(0, 2, 3), Real(2, 1, 2), Real(2)]]) with
        {
            Fixtures = ["spatial:conv_transpose1d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "ConvTranspose1d with weight [4, 3, 3] got [2, 4, 5]: outputPadding must be 0 or more and less than the stride 2 or the dilation 1, not 2.",
                    () => Tensor.Zeros([2, 4, 5]).ConvTranspose1d(Tensor.Zeros([4, 3, 3]), stride: 2, outputPadding: 2)),
                ErrorCase.Of<ShapeException>(
                    "ConvTranspose1d with weight [4, 3, 3] got [2, 3, 1]: 4 input channels were expected but got 3: channels are dimension 1; "
                    + "the bias must be [3], not [4]; the output's length would be -1.",
                    () => Tensor.Zeros([2, 3, 1]).ConvTranspose1d(Tensor.Zeros([4, 3, 3]), Tensor.Zeros([4]), padding: 2)),
            ],
        },
        OpRow.Ternary("ConvTranspose2d", (x, w, b) => x.ConvTranspose2d(w, b, stride: (2, 3), padding: (1, 0), outputPadding: (1, 2), groups: 2, dilation: (1, 2)),
            (x, w, b) => Transpose(x, w, b, [2, 3], [1, 0], [1, 2], [1, 2], 2), [[Real(2, 4, 3, 4), Real(4, 3, 3, 2), Real(6)], [Real(2, 3, 1), Real(2, 2, 2, 1), Real(4)]]) with
        {
            Large = [Real(3, 8, 20, 21), Real(8, 6, 4, 3), Real(12)], Fixtures = ["spatial:conv_transpose2d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "ConvTranspose2d with weight [3, 2, 2, 2] got [1, 3, 4, 4]: the 3 input channels must be divisible by groups 2.",
                    () => Tensor.Zeros([1, 3, 4, 4]).ConvTranspose2d(Tensor.Zeros([3, 2, 2, 2]), groups: 2)),
                ErrorCase.Of<ShapeException>(
                    "ConvTranspose2d with weight [3] got [1]: padding must be 0 or more, not -1; images must be [N, C, H, W] or [C, H, W]; "
                    + "the weight must be [in, out / groups, height, width] with a height and width of 1 or more.",
                    () => Tensor.Zeros([1]).ConvTranspose2d(Tensor.Zeros([3]), padding: -1)),
            ],
        },
        OpRow.Binary("ConvTranspose2d", (x, w) => x.ConvTranspose2d(w, stride: 2, outputPadding: 2, dilation: 3), (x, w) => Transpose(x, w, null, [2, 2], [0, 0], [2, 2], [3, 3], 1),
            [[Real(1, 2, 3, 2), Real(2, 3, 2, 2)]]) with { Fixtures = ["spatial:conv_transpose2d_dilated"] },
        OpRow.Ternary("ConvTranspose3d", (x, w, b) => x.ConvTranspose3d(w, b, stride: (2, 1, 2), padding: (1, 0, 1), outputPadding: (1, 0, 0), groups: 2, dilation: (1, 2, 1)),
            (x, w, b) => Transpose(x, w, b, [2, 1, 2], [1, 0, 1], [1, 0, 0], [1, 2, 1], 2), [[Real(1, 4, 3, 3, 2), Real(4, 2, 3, 2, 3), Real(4)], [Real(2, 1, 1, 2), Real(2, 1, 2, 1, 2), Real(2)]]) with
        {
            Fixtures = ["spatial:conv_transpose3d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("ConvTranspose3d with weight [2, 1, 1, 1, 1] got [1, 3, 2, 2, 2]: 2 input channels were expected but got 3: channels are dimension 1.",
                    () => Tensor.Zeros([1, 3, 2, 2, 2]).ConvTranspose3d(Tensor.Zeros([2, 1, 1, 1, 1]))),
            ],
        },
    ];

    /// <summary>The definition, term by term, for any number of dimensions.</summary>
    static NDArray Convolve(NDArray x, NDArray w, NDArray? b, int[] stride, int[] before, int[] after, int[] dilation, int groups)
    {
        var dims = stride.Length;
        if (x.Rank == dims + 1) return Without(Convolve(x.Reshape([1, .. x.Shape]), w, b, stride, before, after, dilation, groups));
        int[] taps = w.Shape[2..], sizes = x.Shape[2..];
        var (inGroup, outGroup) = (w.Shape[1], w.Shape[0] / groups);
        int[] shape = [x.Shape[0], w.Shape[0], .. sizes.Select((size, d) => (size + before[d] + after[d] - dilation[d] * (taps[d] - 1) - 1) / stride[d] + 1)];
        return NDArray.Build(shape, at =>
        {
            var sum = b is null ? 0 : b[at[1]];
            NDArray.Build([inGroup, .. taps], tap =>
            {
                int[] place = [.. sizes.Select((_, d) => at[d + 2] * stride[d] - before[d] + tap[d + 1] * dilation[d])];
                if (place.Zip(sizes).All(p => p.First >= 0 && p.First < p.Second))
                    sum += w[[at[1], .. tap]] * x[[at[0], at[1] / outGroup * inGroup + tap[0], .. place]];
                return 0;
            });
            return sum;
        });
    }

    /// <summary>Each input adds its multiple of the kernel to the output.</summary>
    static NDArray Transpose(NDArray x, NDArray w, NDArray? b, int[] stride, int[] padding, int[] outputPadding, int[] dilation, int groups)
    {
        var dims = stride.Length;
        if (x.Rank == dims + 1) return Without(Transpose(x.Reshape([1, .. x.Shape]), w, b, stride, padding, outputPadding, dilation, groups));
        int[] taps = w.Shape[2..], sizes = x.Shape[2..];
        var (inGroup, outGroup) = (w.Shape[0] / groups, w.Shape[1]);
        int[] space = [.. sizes.Select((size, d) => (size - 1) * stride[d] - 2 * padding[d] + dilation[d] * (taps[d] - 1) + outputPadding[d] + 1)];
        var y = NDArray.Build([x.Shape[0], outGroup * groups, .. space], at => b is null ? 0 : b[at[1]]);
        NDArray.Build(x.Shape, from =>
        {
            NDArray.Build(w.Shape[1..], tap =>
            {
                int[] place = [.. space.Select((_, d) => from[d + 2] * stride[d] - padding[d] + tap[d + 1] * dilation[d])];
                if (place.Zip(space).Any(p => p.First < 0 || p.First >= p.Second)) return 0;
                int[] to = [from[0], from[1] / inGroup * outGroup + tap[0], .. place];
                var position = to.Zip(y.Shape).Aggregate(0, (p, next) => p * next.Second + next.First);
                y.Data[position] += x[from] * w[[from[1], .. tap]];
                return 0;
            });
            return 0;
        });
        return y;
    }

    static NDArray Without(NDArray x) => x.Reshape(x.Shape[1..]);
}
