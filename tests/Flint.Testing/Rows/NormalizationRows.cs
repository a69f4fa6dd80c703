using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class NormalizationRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("LayerNorm", x => x.LayerNorm([x.Size(-1)]), x => x.Along(-1, v => Normal(v)),
            [Real(4, 7), Real(2, 3, 67), Between(99, 101, 3, 32), Real(2, 1), Real(0, 5)]) with
        {
            Large = [Real(300, 257)], Tolerance32 = 1e-4, Fixtures = ["nnops:layernorm_plain"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("LayerNorm over [4, 3] expects an input whose last sizes are these, but got [2, 3].",
                    () => Tensor.Zeros([2, 3]).LayerNorm([4, 3])),
                ErrorCase.Of<ShapeException>("LayerNorm over [] expects an input whose last sizes are these, but got [2, 3].",
                    () => Tensor.Zeros([2, 3]).LayerNorm([])),
                ErrorCase.Of<ShapeException>("LayerNorm on input [2, 3] expects weight of shape [3], but got [2].",
                    () => Tensor.Zeros([2, 3]).LayerNorm([3], Tensor.Ones([2]))),
                ErrorCase.Of<DTypeException>("LayerNorm on Float32 input expects bias of the same dtype, but got Float64.",
                    () => Tensor.Zeros([2, 3]).LayerNorm([3], null, Tensor.Ones([3], DType.Float64))),
                ErrorCase.Of<DTypeException>("LayerNorm expects Float32 or Float64, but got Int64: convert with To(DType.Float32).",
                    () => Tensor.Arange(4).LayerNorm([4])),
            ],
        },
        OpRow.Ternary("LayerNorm", (x, w, b) => x.LayerNorm(w.Shape, w, b, eps: 1e-3),
            (x, w, b) => x.Reshape(x.Count / w.Count, w.Count).Along(-1, v => Normal(v, 1e-3)).Reshape(x.Shape).Zip(w, Times).Zip(b, Plus),
            [[Real(2, 3, 4), Real(3, 4), Real(3, 4)], [Real(5, 37), Real(37), Real(37)], [Real(1, 1), Real(1), Real(1)]]) with
        { Large = [Real(300, 257), Real(257), Real(257)], Tolerance32 = 2e-5, Fixtures = ["nnops:layernorm"] },
        OpRow.Ternary("BatchNorm", (x, w, b) => x.BatchNorm(null, null, w, b), (x, w, b) => Batch(x, w, b),
            [[Real(6, 3), Real(3), Real(3)], [Real(5, 19), Real(19), Real(19)], [Real(2, 3, 5), Real(3), Real(3)],
                [Between(9, 11, 3, 2, 4, 9), Real(2), Real(2)], [Real(1, 2, 8), Real(2), Real(2)], [Real(2, 2, 3), Real(2), Real(2)]]) with
        {
            Large = [Real(8, 20, 16, 17), Real(20), Real(20)], Tolerance32 = 1e-4, Fixtures = ["nnops:batchnorm_1d", "nnops:batchnorm_2d"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("BatchNorm expects [N, C, ...], but got [3]: channels are dimension 1.",
                    () => Tensor.Zeros([3]).BatchNorm(null, null)),
                ErrorCase.Of<ShapeException>("BatchNorm on input [2, 3, 4] expects runningMean of shape [3], but got [4].",
                    () => Tensor.Zeros([2, 3, 4]).BatchNorm(Tensor.Zeros([4]), null)),
                ErrorCase.Of<ShapeException>(
                    "BatchNorm expects more than one value per channel in training, but got [1, 3]: use a larger batch, or Eval().",
                    () => Tensor.Zeros([1, 3]).BatchNorm(Tensor.Zeros([3]), Tensor.Ones([3]), training: true)),
                ErrorCase.Of<DTypeException>("BatchNorm on Float32 input expects weight of the same dtype, but got Float64.",
                    () => Tensor.Zeros([2, 3]).BatchNorm(null, null, Tensor.Ones([3], DType.Float64))),
                ErrorCase.Of<DTypeException>("BatchNorm expects Float32 or Float64, but got Int32: convert with To(DType.Float32).",
                    () => Tensor.Zeros([2, 3], DType.Int32).BatchNorm(null, null)),
            ],
        },
        OpRow.Ternary("BatchNorm", (x, w, b) => x.BatchNorm(null, null, w, b, training: true), (x, w, b) => Batch(x, w, b),
            [[Real(130, 70), Real(70), Real(70)]]) with { Large = [Real(300, 515), Real(515), Real(515)], Tolerance32 = 2e-5 },
        OpRow.Many("BatchNorm", x => [x[0].BatchNorm(x[1], x[2], x[3], x[4])], x => [Evaluate(x)],
            [[Real(4, 3, 5), Fixed(3), Fixed(3), Real(3), Real(3)], [Real(3, 11), Fixed(11), Fixed(11), Real(11), Real(11)],
                [Real(1, 2), Fixed(2), Fixed(2), Real(2), Real(2)], [Real(0, 2, 3), Fixed(2), Fixed(2), Real(2), Real(2)]]) with
        { Tolerance32 = 1e-5, Fixtures = ["nnops:batchnorm_eval"] },
        OpRow.Unary("Dropout", x => x.Dropout(0.25, training: true, new Generator(7)), Dropped, [Real(3, 50), Real(1), Real(2, 0), Real(67)]) with
        {
            Large = [Real(100_003)], Result = DTypeRules.FloatingOnly,
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>(
                    $"Dropout's p is a probability: use 0 to 1. (Parameter 'p'){Environment.NewLine}Actual value was 1.5.",
                    () => Tensor.Zeros([2]).Dropout(1.5)),
                ErrorCase.Of<DTypeException>("Dropout expects Float32 or Float64, but got Int64: convert with To(DType.Float32).",
                    () => Tensor.Arange(4).Dropout()),
            ],
        },
        OpRow.Unary("Dropout", x => x.Dropout(0.25, training: false), x => x, [Real(3, 5), Real()]),
        OpRow.Unary("Dropout", x => x.Dropout(1), x => x.Map(v => 0), [Real(3, 5), Real()]),
    ];

    /// <summary>Values that take no part in the gradient check: running statistics.</summary>
    static Input Fixed(int channels) => new([channels], 0.5, 2) { Constant = true };

    static double Times(double a, double b) => a * b;
    static double Plus(double a, double b) => a + b;

    static double[] Normal(double[] x, double eps = 1e-5)
    {
        if (x.Length == 0) return x;
        var mean = x.Average();
        var variance = x.Average(v => (v - mean) * (v - mean));
        return Array.ConvertAll(x, v => (v - mean) / Math.Sqrt(variance + eps));
    }

    static NDArray Batch(NDArray x, NDArray weight, NDArray bias)
    {
        int[] order = [1, 0, .. Enumerable.Range(2, x.Rank - 2)];
        var channels = x.Permute(order);
        var normal = channels.Reshape(channels.Shape[0], x.Count / channels.Shape[0]).Along(-1, v => Normal(v)).Reshape(channels.Shape).Permute(order);
        return Affine(normal, weight, bias);
    }

    static NDArray Evaluate(NDArray[] x)
    {
        int[] shape = [x[0].Shape[1], .. Enumerable.Repeat(1, x[0].Rank - 2)];
        var centred = x[0].Zip(x[1].Reshape(shape), (a, b) => a - b);
        return Affine(centred.Zip(x[2].Reshape(shape), (a, v) => a / Math.Sqrt(v + 1e-5)), x[3], x[4]);
    }

    static NDArray Affine(NDArray x, NDArray weight, NDArray bias)
    {
        int[] shape = [x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)];
        return x.Zip(weight.Reshape(shape), Times).Zip(bias.Reshape(shape), Plus);
    }

    /// <summary>The textbook Philox block decides what is kept: word i of a group is word i / 16 of block i mod 16.</summary>
    static NDArray Dropped(NDArray x)
    {
        var i = 0;
        return x.Map(v =>
        {
            var (group, word) = (i / 64, i++ % 64);
            var (w0, w1, w2, w3) = Kernels.Philox.Block(((uint)(group * 16 + word % 16), 0, 0, 0), 7);
            return new[] { w0, w1, w2, w3 }[word / 16] < 0.75 * 4294967296.0 ? v / 0.75 : 0;
        });
    }
}
