using Flint.NN;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

using Reduction = Flint.NN.Reduction;

/// <summary>Losses that compare input and target element by element, or mask by mask.</summary>
sealed class PairLossRows : IOpRows
{
    static Input Signs(params int[] shape) => Alternating(-1, shape);

    static Input Bits(params int[] shape) => Alternating(0, shape);

    static Input Alternating(double other, int[] shape) =>
        new(shape, 0, 0) { Fixed = [.. Enumerable.Range(0, shape.Aggregate(1, (n, size) => n * size)).Select(i => i % 3 == 1 ? other : 1)], Constant = true };

    static Input[][] Pairs(double low, double high, double targetLow, double targetHigh) =>
        [[Between(low, high, 3, 4), Between(targetLow, targetHigh, 3, 4)], [Between(low, high, 67), Between(targetLow, targetHigh, 67)], [Between(low, high), Between(targetLow, targetHigh)]];

    static Input[][] Signed(double low, double high) => [[Between(low, high, 3, 4), Signs(3, 4)], [Between(low, high, 1), Signs(1)]];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("SmoothL1", (x, t) => Loss.SmoothL1(x, t, beta: 0.7), (x, t) => Mean(x.Zip(t, SmoothL1(0.7))), Pairs(-2, 2, -2, 2)) with
        {
            Fixtures = ["losses:smooth_l1"], Large = [Real(300, 401), Real(300, 401)],
            Errors =
            [
                ErrorCase.Of<ShapeException>("SmoothL1 expects input and target of one shape, but got [2, 1] and [2]: reshape or Expand one of them.",
                    () => Loss.SmoothL1(Tensor.Zeros([2, 1]), Tensor.Zeros([2]))),
                ErrorCase.Of<ArgumentOutOfRangeException>($"SmoothL1 needs beta of 0 or more. (Parameter 'beta'){Environment.NewLine}Actual value was -1.",
                    () => Loss.SmoothL1(Tensor.Zeros([2]), Tensor.Zeros([2]), beta: -1)),
            ],
        },
        OpRow.Binary("SmoothL1", (x, t) => Loss.SmoothL1(x, t, Reduction.None, beta: 0), (x, t) => x.Zip(t, (a, b) => Math.Abs(a - b)), Pairs(-2, -1, 1, 2)),
        OpRow.Binary("SmoothL1", (x, t) => Loss.SmoothL1(x, t), (x, t) => Mean(x.Zip(t, SmoothL1(1))), Pairs(-2, 2, -2, 2)),
        OpRow.Binary("Huber", (x, t) => Loss.Huber(x, t, Reduction.Sum, delta: 1.3), (x, t) => Sum(x.Zip(t, Huber(1.3))), Pairs(-2, 2, -2, 2)) with
        {
            Fixtures = ["losses:huber"],
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>($"Huber needs a positive delta. (Parameter 'delta'){Environment.NewLine}Actual value was 0.",
                    () => Loss.Huber(Tensor.Zeros([2]), Tensor.Zeros([2]), delta: 0)),
            ],
        },
        OpRow.Binary("Huber", (x, t) => Loss.Huber(x, t), (x, t) => Mean(x.Zip(t, Huber(1))), Pairs(-2, 2, -2, 2)),
        OpRow.Binary("KlDiv", (x, t) => Loss.KlDiv(x, t, Reduction.BatchMean), (x, t) => NDArray.Scalar(x.Zip(t, Kl).Data.Sum() / (x.Rank == 0 ? 1 : x.Shape[0])), Pairs(-4, 0, 0.05, 1)) with
        { Fixtures = ["losses:kl_div"] },
        OpRow.Binary("KlDiv", (x, t) => Loss.KlDiv(x, t), (x, t) => Mean(x.Zip(t, Kl)), [[Between(-4, 0, 4), Values([4], 0.25, 0.5, 1, 0.125)]]),
        OpRow.Binary("KlDiv", (x, t) => Loss.KlDiv(x, t, Reduction.None, logTarget: true), (x, t) => x.Zip(t, (a, b) => Math.Exp(b) * (b - a)), Pairs(-4, 0, -4, 0)) with
        { Fixtures = ["losses:kl_div_log"] },
        OpRow.Binary("PoissonNll", (x, t) => Loss.PoissonNll(x, t), (x, t) => Mean(x.Zip(t, (a, b) => Math.Exp(a) - b * a)), Pairs(-2, 2, 0, 6)) with
        { Fixtures = ["losses:poisson_nll"] },
        OpRow.Binary("PoissonNll", (x, t) => Loss.PoissonNll(x, t, logInput: false, full: true, reduction: Reduction.None), (x, t) => x.Zip(t, Poisson),
            [[Between(0.5, 4, 3, 4), new([3, 4], 0.2, 6) { Kinks = [1] }]]) with
        { Fixtures = ["losses:poisson_nll_full"] },
        OpRow.Ternary("GaussianNll", (x, t, v) => Loss.GaussianNll(x, t, v), (x, t, v) => Mean(Gaussian(x, t, v.Reshape(v.Shape[0], 1))),
            [[Real(3, 4), Real(3, 4), Between(0.3, 2, 3)]]) with
        {
            Fixtures = ["losses:gaussian_nll"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("GaussianNll of input [2, 3] expects variances of that shape, or with the last dimension of size 1 or left out, but got [3].",
                    () => Loss.GaussianNll(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), Tensor.Ones([3]))),
                ErrorCase.Of<ArgumentOutOfRangeException>(
                    "GaussianNll expects variances of 0 or more, but got -0.5: let the network give Softplus() or Exp() of its output. (Parameter 'var')",
                    () => Loss.GaussianNll(Tensor.Zeros([2]), Tensor.Zeros([2]), Tensor.From(1f, -0.5f))),
                ErrorCase.Of<ArgumentOutOfRangeException>($"GaussianNll needs a positive eps. (Parameter 'eps'){Environment.NewLine}Actual value was 0.",
                    () => Loss.GaussianNll(Tensor.Zeros([2]), Tensor.Zeros([2]), Tensor.Ones([2]), eps: 0)),
            ],
        },
        OpRow.Ternary("GaussianNll", (x, t, v) => Loss.GaussianNll(x, t, v, full: true, eps: 0.5, Reduction.None),
            (x, t, v) => Gaussian(x, t, v.Map(s => Math.Max(s, 0.5))).Map(y => y + 0.5 * Math.Log(2 * Math.PI)), [[Real(3, 4), Real(3, 4), Between(0.55, 2, 3, 1)]]) with
        { Fixtures = ["losses:gaussian_nll_full"] },
        OpRow.Binary("HingeEmbedding", (x, t) => Loss.HingeEmbedding(x, t, margin: 1.2), (x, t) => Mean(x.Zip(t, (d, y) => y == 1 ? d : Math.Max(0, 1.2 - d))), Signed(0.1, 2)) with
        {
            Fixtures = ["losses:hinge_embedding"],
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>("HingeEmbedding expects targets of 1 or -1, but some are neither: of 0 and 1 make 2 * target - 1. (Parameter 'target')",
                    () => Loss.HingeEmbedding(Tensor.Zeros([2]), Tensor.From(0f, 1))),
            ],
        },
        OpRow.Binary("HingeEmbedding", (x, t) => Loss.HingeEmbedding(x, t), (x, t) => Mean(x.Zip(t, (d, y) => y == 1 ? d : Math.Max(0, 1 - d))), Signed(0.1, 2)),
        OpRow.Binary("SoftMargin", (x, t) => Loss.SoftMargin(x, t), (x, t) => Mean(x.Zip(t, (a, y) => Math.Log(1 + Math.Exp(-y * a)))), Signed(-6, 6)) with
        { Fixtures = ["losses:soft_margin"] },
        OpRow.Binary("SoftMargin", (x, t) => Loss.SoftMargin(x, t, Reduction.None), (x, t) => x.Zip(t, (a, y) => Math.Log(1 + Math.Exp(-y * a))), Signed(-6, 6)),
        OpRow.Binary("SigmoidFocal", (x, t) => Loss.SigmoidFocal(x, t), (x, t) => Mean(x.Zip(t, SigmoidFocal(0.25, 2))), [[Real(3, 4), Bits(3, 4)]]) with
        {
            Fixtures = ["losses:sigmoid_focal"],
            Errors =
            [
                ErrorCase.Of<ArgumentOutOfRangeException>($"SigmoidFocal needs gamma of 0 or more. (Parameter 'gamma'){Environment.NewLine}Actual value was -1.",
                    () => Loss.SigmoidFocal(Tensor.Zeros([2]), Tensor.Zeros([2]), gamma: -1)),
            ],
        },
        OpRow.Binary("SigmoidFocal", (x, t) => Loss.SigmoidFocal(x, t, alpha: -1, gamma: 1.5), (x, t) => Mean(x.Zip(t, SigmoidFocal(-1, 1.5))), [[Real(3, 4), Bits(3, 4)]]) with
        { Fixtures = ["losses:sigmoid_focal_1"] },
        OpRow.Binary("Dice", (x, t) => Loss.Dice(x, t, smooth: 0.5, Reduction.None), (x, t) => Dice(x, t, 0.5), [[Between(0, 1, 3, 2, 5), Bits(3, 2, 5)], [Between(0, 1, 2, 0), Bits(2, 0)]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Dice expects masks of [N, ...], but got [3]: put a batch dimension before it with Unsqueeze(0).",
                    () => Loss.Dice(Tensor.Zeros([3]), Tensor.Zeros([3]))),
            ],
        },
        OpRow.Binary("Dice", (x, t) => Loss.Dice(x, t), (x, t) => Mean(Dice(x, t, 1)), [[Between(0, 1, 3, 4), Between(0, 1, 3, 4)]]),
        OpRow.Binary("GeneralizedBoxIou", (x, t) => Loss.GeneralizedBoxIou(x, t, reduction: Reduction.None), BoxIou, [Boxes]) with
        {
            Fixtures = ["losses:generalized_box_iou"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("GeneralizedBoxIou expects boxes (left, top, right, bottom) of shape [..., 4], but got [2, 3].",
                    () => Loss.GeneralizedBoxIou(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]))),
                ErrorCase.Of<ShapeException>("GeneralizedBoxIou expects input and target of one shape, but got [2, 4] and [4]: reshape or Expand one of them.",
                    () => Loss.GeneralizedBoxIou(Tensor.Zeros([2, 4]), Tensor.Zeros([4]))),
            ],
        },
        OpRow.Binary("GeneralizedBoxIou", (x, t) => Loss.GeneralizedBoxIou(x, t), (x, t) => Mean(BoxIou(x, t)), [Boxes]) with
        { Fixtures = ["losses:generalized_box_iou_mean"] },
    ];

    // Overlapping, one inside of the other, apart in one direction, apart in both.
    static Input[] Boxes =>
    [
        Values([4, 4], 0.1, 0.2, 2.3, 1.7, -1, -1, 2, 2.5, 0, 0, 1, 1, -2, -1.5, -1, -0.75),
        Values([4, 4], 0.7, -0.4, 3.1, 1.2, 0.25, -0.5, 1.5, 1.75, 2, 0.25, 3.5, 1.5, 0.5, 1, 2, 2.25),
    ];

    static NDArray BoxIou(NDArray x, NDArray t) => NDArray.Build([x.Shape[0]], at =>
    {
        var (a, b) = (Enumerable.Range(0, 4).Select(k => x[at[0], k]).ToArray(), Enumerable.Range(0, 4).Select(k => t[at[0], k]).ToArray());
        var shared = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0])) * Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        var union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared;
        var around = (Math.Max(a[2], b[2]) - Math.Min(a[0], b[0])) * (Math.Max(a[3], b[3]) - Math.Min(a[1], b[1]));
        return 1 - shared / (union + 1e-7) + (around - union) / (around + 1e-7);
    });

    internal static NDArray Sum(NDArray x) => NDArray.Scalar(x.Data.Sum());
    internal static NDArray Mean(NDArray x) => NDArray.Scalar(x.Data.Sum() / x.Count);

    static Func<double, double, double> SmoothL1(double beta) =>
        (x, t) => Math.Abs(x - t) is var d && d < beta ? 0.5 * d * d / beta : d - 0.5 * beta;

    static Func<double, double, double> Huber(double delta) =>
        (x, t) => Math.Abs(x - t) is var d && d <= delta ? 0.5 * d * d : delta * (d - 0.5 * delta);

    static double Kl(double log, double p) => p == 0 ? 0 : p * (Math.Log(p) - log);

    static double Poisson(double rate, double count) => rate - count * Math.Log(rate + 1e-8)
        + (count > 1 ? count * Math.Log(count) - count + 0.5 * Math.Log(2 * Math.PI * count) : 0);

    static NDArray Gaussian(NDArray x, NDArray t, NDArray var) =>
        x.Zip(t, (a, b) => (a - b) * (a - b)).Zip(var, (square, v) => 0.5 * (Math.Log(v) + square / v));

    static Func<double, double, double> SigmoidFocal(double alpha, double gamma) => (x, t) =>
    {
        var right = t == 1 ? 1 / (1 + Math.Exp(-x)) : 1 / (1 + Math.Exp(x));
        return -(alpha < 0 ? 1 : t == 1 ? alpha : 1 - alpha) * Math.Pow(1 - right, gamma) * Math.Log(right);
    };

    static NDArray Dice(NDArray x, NDArray t, double smooth)
    {
        var n = x.Shape[0];
        NDArray p = x.Reshape(n, x.Count / n), m = t.Reshape(n, x.Count / n);
        return NDArray.Build([n], at =>
        {
            var columns = Enumerable.Range(0, p.Shape[1]).ToArray();
            return 1 - (2 * columns.Sum(j => p[at[0], j] * m[at[0], j]) + smooth) / (columns.Sum(j => p[at[0], j] * p[at[0], j] + m[at[0], j] * m[at[0], j]) + smooth);
        });
    }
}
