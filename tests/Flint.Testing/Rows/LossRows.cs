using Flint.NN;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

using Reduction = Flint.NN.Reduction;

sealed class LossRows : IOpRows
{
    static readonly Input[][] Scores =
        [[Real(5, 4), Indices(4, 5)], [Between(-50, 50, 3, 67), Indices(67, 3)], [Real(2, 3, 4, 2), Indices(3, 2, 4, 2)], [Real(6), Indices(6)], [Real(1, 1), Indices(1, 1)]];

    static Tensor Labels(params long[] ids) => Tensor.From<long>(ids);

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("CrossEntropy", (x, t) => Loss.CrossEntropy(x, t), (x, t) => Mean(Entropies(x, t)), Scores) with
        {
            Large = [Real(500, 131), Indices(131, 500)], Fixtures = ["nnops:ce", "nnops:ce_2d"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>(
                    "CrossEntropy: 4 at position [1] of the labels is out of range: scores [2, 4] have 4 classes, use 0 to 3.",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Labels(0, 4))),
                ErrorCase.Of<ShapeException>(
                    "CrossEntropy of scores [2, 4] expects one label per position, shape [2], but got labels [3]: classes are dimension 1.",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Labels(0, 1, 2))),
                ErrorCase.Of<DTypeException>("CrossEntropy expects labels of Int64 or Int32 or UInt8, but got Float32.",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Tensor.Zeros([2]))),
                ErrorCase.Of<DTypeException>("CrossEntropy expects scores of Float32 or Float64, but got Int64.",
                    () => Loss.CrossEntropy(Labels(1, 2), Labels(0))),
                ErrorCase.Of<ShapeException>("CrossEntropy expects scores of [N, C], [N, C, d1, ...] or [C], but got a scalar.",
                    () => Loss.CrossEntropy(Tensor.Zeros([]), Labels(0))),
                ErrorCase.Of<ShapeException>("CrossEntropy of 4 classes expects a weight of shape [4], but got [3].",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Labels(0, 1), Tensor.Ones([3]))),
                ErrorCase.Of<DTypeException>("CrossEntropy of Float32 scores expects a weight of the same dtype, but got Float64.",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Labels(0, 1), Tensor.Ones([4], DType.Float64))),
                ErrorCase.Of<ArgumentOutOfRangeException>(
                    $"Label smoothing must be from 0 to 1. (Parameter 'labelSmoothing'){Environment.NewLine}Actual value was -0.1.",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Labels(0, 1), labelSmoothing: -0.1)),
            ],
        },
        OpRow.Binary("CrossEntropy", (x, t) => Loss.CrossEntropy(x, t.To(DType.UInt8), reduction: Reduction.None), Entropies, Scores),
        OpRow.Binary("CrossEntropy", (x, t) => Loss.CrossEntropy(x, t, ignoreIndex: 1, reduction: Reduction.Sum, labelSmoothing: 0.2),
            (x, t) => Sum(Entropies(x, t, Ones(x), 1, 0.2)), Scores) with
        { Large = [Real(500, 131), Indices(131, 500)], Tolerance32 = 2e-5, Fixtures = ["nnops:ce_ignore_smooth"] },
        OpRow.Ternary("CrossEntropy", (x, t, w) => Loss.CrossEntropy(x, t.To(DType.Int32), w.Detach(), ignoreIndex: 0, labelSmoothing: 0.1),
            (x, t, w) => Weighted(Entropies(x, t, w, 0, 0.1), t, w, 0), [[Real(5, 4), Classes([1, 2, 0, 3, 3]), Weights(4)], [Real(2, 3, 2), Classes([1, 2, 0, 1], 2, 2), Weights(3)]]) with
        { Fixtures = ["nnops:ce_weight", "nnops:ce_weight_2d"] },
        OpRow.Binary("Nll", (x, t) => Loss.Nll(x, t), (x, t) => Mean(Picked(x, t)), Scores) with
        {
            Fixtures = ["nnops:nll"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>(
                    "Nll: -1 at position [0, 1] of the labels is out of range: scores [1, 4, 2] have 4 classes, use 0 to 3.",
                    () => Loss.Nll(Tensor.Zeros([1, 4, 2]), Labels(0, -1).Reshape(1, 2))),
                ErrorCase.Of<DTypeException>(
                    "Nll expects class numbers as target, but got Float32 of the scores' shape [2, 4]: CrossEntropy takes probabilities per class.",
                    () => Loss.Nll(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]))),
                ErrorCase.Of<ShapeException>("Nll expects at least one class, but scores [1, 0] have size 0 in dimension 1.",
                    () => Loss.Nll(Tensor.Zeros([1, 0]), Labels(-100))),
            ],
        },
        OpRow.Ternary("Nll", (x, t, w) => Loss.Nll(x, t, w.Detach(), ignoreIndex: 2), (x, t, w) => Weighted(Picked(x, t).Zip(Counts(t, w, 2), Times), t, w, 2),
            [[Real(5, 4), Classes([1, 2, 0, 3, 3]), Weights(4)], [Real(2, 3, 2), Classes([1, 2, 0, 1], 2, 2), Weights(3)]]) with
        { Fixtures = ["nnops:nll_weight"] },
        OpRow.Binary("Nll", (x, t) => Loss.Nll(x, t, reduction: Reduction.None), Picked, Scores),
        OpRow.Binary("Mse", (a, b) => Loss.Mse(a, b), (a, b) => Mean(a.Zip(b, (x, y) => (x - y) * (x - y))), Pairs(-2, 2)) with
        {
            Large = [Real(300, 401), Real(300, 401)], Fixtures = ["nnops:mse"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Mse expects input and target of one shape, but got [2, 1] and [2]: reshape or Expand one of them.",
                    () => Loss.Mse(Tensor.Zeros([2, 1]), Tensor.Zeros([2]))),
                ErrorCase.Of<DTypeException>("Mse expects an input of Float32 or Float64, but got Int64.", () => Loss.Mse(Labels(1), Labels(1))),
            ],
        },
        OpRow.Binary("Mse", (a, b) => Loss.Mse(a, b, Reduction.Sum), (a, b) => Sum(a.Zip(b, (x, y) => (x - y) * (x - y))), Pairs(-2, 2)),
        OpRow.Binary("L1", (a, b) => Loss.L1(a, b, Reduction.None), (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)),
            [[Between(-2, -1, 3, 4), Between(1, 2, 3, 4)], [Between(1, 2, 1), Between(-2, -1, 1)]]),
        OpRow.Binary("L1", (a, b) => Loss.L1(a, b), (a, b) => Mean(a.Zip(b, (x, y) => Math.Abs(x - y))), [[Between(1, 2, 3, 4), Between(-2, -1, 3, 4)]]) with
        { Fixtures = ["nnops:l1"] },
        OpRow.Binary("Bce", (p, t) => Loss.Bce(p, t), (p, t) => Mean(p.Zip(t, Bce)), Pairs(0.05, 0.95)) with
        {
            Fixtures = ["nnops:bce", "nnops:bce_ends"],
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>(
                    "Bce expects probabilities from 0 to 1, but got 1.5: apply Sigmoid(), or give scores to BceWithLogits. (Parameter 'input')",
                    () => Loss.Bce(Tensor.From(0.5f, 1.5f), Tensor.From(1f, 0))),
                ErrorCase.Of<ArgumentOutOfRangeException>(
                    "Bce expects probabilities from 0 to 1, but got -0.25: apply Sigmoid(), or give scores to BceWithLogits. (Parameter 'input')",
                    () => Loss.Bce(Tensor.From(-0.25f, 1.5f), Tensor.From(1f, 0))),
            ],
        },
        OpRow.Ternary("Bce", (p, t, w) => Loss.Bce(p, t, w, Reduction.Sum), (p, t, w) => Sum(p.Zip(t, Bce).Zip(w, Times)),
            [[Between(0.05, 0.95, 3, 4), Between(0.05, 0.95, 3, 4), Real(4)]]),
        OpRow.Binary("BceWithLogits", (x, t) => Loss.BceWithLogits(x, t), (x, t) => Mean(x.Zip(t, BceOfLogit)), Pairs(-2, 2)) with
        { Large = [Real(300, 401), Real(300, 401)], Fixtures = ["nnops:bce_logits"] },
        OpRow.Ternary("BceWithLogits", (x, t, w) => Loss.BceWithLogits(x, t, weight: w, posWeight: w, Reduction.None),
            PosWeighted,
            [[Real(3, 4), Between(0, 1, 3, 4), Between(0.5, 2, 4)]]) with { Fixtures = ["nnops:bce_logits_pos"] },
    ];

    static Input[][] Pairs(double low, double high) =>
        [[Between(low, high, 3, 4), Between(low, high, 3, 4)], [Between(low, high, 67), Between(low, high, 67)], [Between(low, high), Between(low, high)]];

    static Input Classes(double[] ids, params int[] shape) => new(shape.Length == 0 ? [ids.Length] : shape, 0, 0) { Fixed = ids, DType = DType.Int64 };

    static Input Weights(int classes) => new([classes], 0.5, 2) { Constant = true };

    static double Times(double a, double b) => a * b;
    static NDArray Sum(NDArray x) => NDArray.Scalar(x.Data.Sum());
    static NDArray Mean(NDArray x) => NDArray.Scalar(x.Data.Sum() / x.Count);
    static NDArray Ones(NDArray x) => new([Classes(x)], [.. Enumerable.Repeat(1.0, Classes(x))]);
    static int Classes(NDArray x) => x.Shape[x.Rank == 1 ? 0 : 1];

    static NDArray Picked(NDArray x, NDArray labels) =>
        NDArray.Build(labels.Shape, at => x.Rank == 1 ? -x[(int)labels[at]] : -x[[at[0], (int)labels[at], .. at[1..]]]);

    static NDArray Counts(NDArray labels, NDArray weight, int ignored) => labels.Map(label => label == ignored ? 0 : weight.Data[(int)label]);

    static NDArray Entropies(NDArray x, NDArray labels) => Picked(x.Along(x.Rank == 1 ? 0 : 1, SoftmaxRows.LogSoftmax), labels);

    static NDArray Entropies(NDArray x, NDArray labels, NDArray weight, int ignored, double smoothing)
    {
        var logs = x.Along(x.Rank == 1 ? 0 : 1, SoftmaxRows.LogSoftmax);
        return NDArray.Build(labels.Shape, at =>
        {
            if (labels[at] == ignored) return 0;
            double Log(int c) => x.Rank == 1 ? logs[c] : logs[[at[0], c, .. at[1..]]];
            var spread = Enumerable.Range(0, Classes(x)).Sum(c => -weight.Data[c] * Log(c)) / Classes(x);
            return (1 - smoothing) * weight.Data[(int)labels[at]] * -Log((int)labels[at]) + smoothing * spread;
        });
    }

    static NDArray Weighted(NDArray losses, NDArray labels, NDArray weight, int ignored) =>
        NDArray.Scalar(losses.Data.Sum() / Counts(labels, weight, ignored).Data.Sum());

    static double Bce(double p, double t) => -(t * Math.Max(Math.Log(p), -100) + (1 - t) * Math.Max(Math.Log(1 - p), -100));
    static double BceOfLogit(double x, double t) => Math.Max(x, 0) - x * t + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    static NDArray PosWeighted(NDArray x, NDArray t, NDArray w) => NDArray.Build(x.Shape, at =>
    {
        var (p, weight) = (1 / (1 + Math.Exp(-x[at])), w[at[^1]]);
        return -weight * (weight * t[at] * Math.Log(p) + (1 - t[at]) * Math.Log(1 - p));
    });
}
