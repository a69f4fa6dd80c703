using Flint.NN;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

using Reduction = Flint.NN.Reduction;

/// <summary>Losses of class scores beside cross entropy, and cross entropy against probabilities.</summary>
sealed class ClassLossRows : IOpRows
{
    static Input Ids(int[] shape, params double[] ids) => new(shape, 0, 0) { Fixed = ids, DType = DType.Int64 };

    static Input Weights(int classes) => new([classes], 0.5, 2) { Constant = true };

    static Input Bits(int[] shape, params double[] values) => new(shape, 0, 0) { Fixed = values, Constant = true };

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("CrossEntropy", (x, p) => Loss.CrossEntropy(x, p), (x, t) => Soft(x, t, null, 0) is var y && y.Rank == 0 ? y : PairLossRows.Mean(y),
            [[Real(5, 4), Between(0, 1, 5, 4)], [Real(2, 3, 4), Between(0, 1, 2, 3, 4)], [Real(6), Between(0, 1, 6)]]) with
        {
            Fixtures = ["losses:ce_soft"],
            Errors =
            [
                ErrorCase.Of<ArgumentException>("CrossEntropy ignores label 1, but the target holds probabilities per class: leave ignoreIndex out. (Parameter 'ignoreIndex')",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]), ignoreIndex: 1)),
                ErrorCase.Of<ShapeException>("CrossEntropy of 4 classes expects a weight of shape [4], but got [3].",
                    () => Loss.CrossEntropy(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]), Tensor.Ones([3]))),
            ],
        },
        OpRow.Ternary("CrossEntropy", (x, t, w) => Loss.CrossEntropy(x, t, w.Detach(), labelSmoothing: 0.1), (x, t, w) => PairLossRows.Mean(Soft(x, t, w, 0.1)),
            [[Real(5, 4), Between(0, 1, 5, 4), Weights(4)], [Real(2, 3, 4), Between(0, 1, 2, 3, 4), Weights(3)]]) with
        { Fixtures = ["losses:ce_soft_weight"] },
        OpRow.Binary("CrossEntropy", (x, t) => Loss.CrossEntropy(x, t, reduction: Reduction.Sum), (x, t) => PairLossRows.Sum(Soft(x, t, null, 0)), [[Real(5, 4), Between(0, 1, 5, 4)]]) with
        { Fixtures = ["losses:ce_soft_sum"] },
        OpRow.Binary("CrossEntropy", (x, t) => Loss.CrossEntropy(x, t, reduction: Reduction.BatchMean), (x, t) => NDArray.Scalar(Focal(x, t, 0).Data.Sum() / 2), [[Real(2, 3, 4), Indices(3, 2, 4)]]),
        OpRow.Binary("Nll", (x, t) => Loss.Nll(x.LogSoftmax(1), t, reduction: Reduction.BatchMean), (x, t) => NDArray.Scalar(Focal(x, t, 0).Data.Sum() / 2), [[Real(2, 3, 4), Indices(3, 2, 4)]]),
        OpRow.Binary("Focal", (x, t) => Loss.Focal(x, t), (x, t) => PairLossRows.Mean(Focal(x, t, 2)), [[Real(5, 4), Indices(4, 5)], [Real(2, 3, 4), Indices(3, 2, 4)]]) with
        {
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Focal: 4 at position [1] of the labels is out of range: scores [2, 4] have 4 classes, use 0 to 3.",
                    () => Loss.Focal(Tensor.Zeros([2, 4]), Tensor.From<long>([0, 4]))),
            ],
        },
        OpRow.Ternary("Focal", (x, t, w) => Loss.Focal(x, t, gamma: 1.5, w.Detach(), ignoreIndex: 0), (x, t, w) =>
        {
            var counts = t.Map(label => label == 0 ? 0 : w.Data[(int)label]);
            return NDArray.Scalar(Focal(x, t, 1.5).Zip(counts, (a, b) => a * b).Data.Sum() / counts.Data.Sum());
        }, [[Real(5, 4), Ids([5], 1, 0, 3, 2, 2), Weights(4)]]),
        OpRow.Binary("Focal", (x, t) => Loss.Focal(x, t, reduction: Reduction.None), (x, t) => Focal(x, t, 2), [[Real(5, 4), Indices(4, 5)]]),
        OpRow.Binary("ArcFace", (x, t) => Loss.ArcFace(x, t, scale: 16, margin: 0.3), (x, t) => PairLossRows.Mean(ArcFace(x, t, 16, 0.3)), [[Between(-0.9, 0.9, 5, 4), Indices(4, 5)]]) with
        {
            Fixtures = ["metric_learning:arcface"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("ArcFace expects cosines [N, C], but got [4].", () => Loss.ArcFace(Tensor.Zeros([4]), Tensor.From([0L], []))),
                ErrorCase.Of<TensorIndexException>("ArcFace: 4 at position [1] of the labels is out of range: scores [2, 4] have 4 classes, use 0 to 3.",
                    () => Loss.ArcFace(Tensor.Zeros([2, 4]), Tensor.From<long>([0, 4]))),
                ErrorCase.Of<ArgumentOutOfRangeException>($"ArcFace needs a positive scale. (Parameter 'scale'){Environment.NewLine}Actual value was 0.",
                    () => Loss.ArcFace(Tensor.Zeros([2, 4]), Tensor.From<long>([0, 3]), scale: 0)),
            ],
        },
        OpRow.Binary("ArcFace", (x, t) => Loss.ArcFace(x, t, scale: 8, reduction: Reduction.None), (x, t) => ArcFace(x, t, 8, 0.5), [[Between(-0.99, 0.99, 6, 3), Indices(3, 6)]]) with
        { Fixtures = ["metric_learning:arcface_none"] },
        OpRow.Binary("MultiMargin", (x, t) => Loss.MultiMargin(x, t), (x, t) => PairLossRows.Mean(MultiMargin(x, t, 1, 1, null)), [[Real(5, 4), Indices(4, 5)]]) with
        {
            Fixtures = ["losses:multi_margin"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("MultiMargin expects scores of [N, C] or [C], but got [1, 2, 3].",
                    () => Loss.MultiMargin(Tensor.Zeros([1, 2, 3]), Tensor.From<long>([0]))),
                ErrorCase.Of<ArgumentOutOfRangeException>($"MultiMargin takes p of 1 or 2. (Parameter 'p'){Environment.NewLine}Actual value was 3.",
                    () => Loss.MultiMargin(Tensor.Zeros([1, 2]), Tensor.From<long>([0]), p: 3)),
            ],
        },
        OpRow.Ternary("MultiMargin", (x, t, w) => Loss.MultiMargin(x, t, p: 2, margin: 0.7, w.Detach(), Reduction.None), (x, t, w) => MultiMargin(x, t, 2, 0.7, w),
            [[Real(5, 4), Ids([5], 1, 0, 3, 2, 2), Weights(4)]]) with { Fixtures = ["losses:multi_margin_2"] },
        OpRow.Binary("MultiLabelMargin", (x, t) => Loss.MultiLabelMargin(x, t), (x, t) => PairLossRows.Mean(MultiLabelMargin(x, t)),
            [[Real(3, 4), Ids([3, 4], 2, 0, -1, 1, -1, 0, 1, 2, 3, 1, 2, -1)]]) with
        {
            Fixtures = ["losses:multilabel_margin"],
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("MultiLabelMargin: 2 at position [0, 1] of the labels is out of range: scores [1, 2] have 2 classes, use 0 to 1.",
                    () => Loss.MultiLabelMargin(Tensor.Zeros([1, 2]), Tensor.From<long>([0, 2]).Reshape(1, 2))),
            ],
        },
        OpRow.Binary("MultiLabelMargin", (x, t) => Loss.MultiLabelMargin(x, t, Reduction.None), MultiLabelMargin, [[Real(3, 2), Ids([3, 2], 1, -1, 0, -1, -1, 0)]]),
        OpRow.Ternary("MultiLabelSoftMargin", (x, t, w) => Loss.MultiLabelSoftMargin(x, t, w), (x, t, w) => PairLossRows.Mean(MultiLabelSoftMargin(x, t, w)),
            [[Real(2, 3), Bits([2, 3], 1, 0, 0, 1, 1, 0), Weights(3)]]) with { Fixtures = ["losses:multilabel_soft_margin"] },
        OpRow.Binary("MultiLabelSoftMargin", (x, t) => Loss.MultiLabelSoftMargin(x, t), (x, t) => PairLossRows.Mean(MultiLabelSoftMargin(x, t, new([3], [1, 1, 1]))),
            [[Real(2, 3), Bits([2, 3], 1, 0, 0, 1, 1, 0)]]),
    ];

    static NDArray Logs(NDArray x) => x.Along(x.Rank == 1 ? 0 : 1, SoftmaxRows.LogSoftmax);

    static NDArray Soft(NDArray x, NDArray t, NDArray? weight, double smoothing)
    {
        var (at, logs) = (x.Rank == 1 ? 0 : 1, Logs(x));
        var classes = x.Shape[at];
        return NDArray.Build(x.Shape, i => (weight?.Data[i[at]] ?? 1) * ((1 - smoothing) * t[i] + smoothing / classes) * -logs[i]).Reduce([at], false, v => v.Sum());
    }

    static NDArray Focal(NDArray x, NDArray labels, double gamma)
    {
        var logs = Logs(x);
        return NDArray.Build(labels.Shape, at =>
        {
            var log = logs[[at[0], (int)labels[at], .. at[1..]]];
            return -Math.Pow(1 - Math.Exp(log), gamma) * log;
        });
    }

    static NDArray ArcFace(NDArray x, NDArray labels, double s, double m) => NDArray.Build(labels.Shape, at =>
    {
        var angle = Math.Acos(x[at[0], (int)labels[at]]);
        var own = s * (angle < Math.PI - m ? Math.Cos(angle + m) : Math.Cos(angle) - m * Math.Sin(m));
        var others = Enumerable.Range(0, x.Shape[1]).Where(c => c != (int)labels[at]).Sum(c => Math.Exp(s * x[at[0], c] - own));
        return Math.Log(1 + others);
    });

    static NDArray MultiMargin(NDArray x, NDArray labels, int p, double margin, NDArray? weight) => NDArray.Build(labels.Shape, at =>
    {
        var (label, classes) = ((int)labels[at], x.Shape[1]);
        return Enumerable.Range(0, classes).Where(i => i != label)
            .Sum(i => (weight?.Data[label] ?? 1) * Math.Pow(Math.Max(0, margin - x[at[0], label] + x[at[0], i]), p)) / classes;
    });

    static NDArray MultiLabelMargin(NDArray x, NDArray labels) => NDArray.Build([x.Shape[0]], at =>
    {
        var classes = Enumerable.Range(0, x.Shape[1]).ToArray();
        var mine = classes.Select(j => (int)labels[at[0], j]).TakeWhile(label => label >= 0).ToArray();
        return mine.Sum(y => classes.Except(mine).Sum(i => Math.Max(0, 1 - x[at[0], y] + x[at[0], i]))) / classes.Length;
    });

    static NDArray MultiLabelSoftMargin(NDArray x, NDArray t, NDArray weight) =>
        NDArray.Build(x.Shape, i => -weight.Data[i[1]] * Math.Log(1 / (1 + Math.Exp(t[i] == 1 ? -x[i] : x[i])))).Reduce([1], false, v => v.Sum() / v.Length);
}
