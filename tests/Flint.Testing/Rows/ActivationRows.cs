using static System.Math;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Activation functions.</summary>
sealed class ActivationRows : IOpRows
{
    static readonly double[] Zero = [0];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Map("Elu", x => x.Elu(), x => x > 0 ? x : Special.Expm1(x), -7, 7, Zero) with { Fixtures = ["elements:elu"] },
        OpRow.Map("Elu", x => x.Elu(2), x => x > 0 ? x : 2 * Special.Expm1(x), -4, 4, Zero) with { Fixtures = ["elements:elu_2"] },
        OpRow.Map("Celu", x => x.Celu(), x => x > 0 ? x : Special.Expm1(x), -7, 7) with { Fixtures = ["elements:celu"] },
        OpRow.Map("Celu", x => x.Celu(2), x => x > 0 ? x : 2 * Special.Expm1(x / 2), -4, 4) with { Fixtures = ["elements:celu_2"] },
        OpRow.Map("Selu", x => x.Selu(), x => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * Special.Expm1(x)), -7, 7, Zero) with
        {
            Fixtures = ["elements:selu"],
        },
        OpRow.Map("Hardtanh", x => x.Hardtanh(), x => Limit(x, -1, 1), kinks: [-1, 1]) with { Fixtures = ["elements:hardtanh"] },
        OpRow.Map("Relu6", x => x.Relu6(), x => Limit(x, 0, 6), -7, 7, [0, 6]) with { Fixtures = ["elements:relu6"] },
        OpRow.Map("Hardsigmoid", x => x.Hardsigmoid(), x => Limit(x + 3, 0, 6) / 6, -7, 7, [-3, 3]) with { Fixtures = ["elements:hardsigmoid"], Tolerance64 = 1e-8 /* PyTorch multiplies by the float nearest to 1/6 */ },
        OpRow.Map("Hardswish", x => x.Hardswish(), x => x * Limit(x + 3, 0, 6) / 6, -7, 7, [-3, 3]) with { Fixtures = ["elements:hardswish"] },
        OpRow.Map("Hardshrink", x => x.Hardshrink(), x => Abs(x) <= 0.5 ? 0 : x, kinks: [-0.5, 0.5]) with { Fixtures = ["elements:hardshrink"] },
        OpRow.Map("Softshrink", x => x.Softshrink(), x => double.IsNaN(x) ? x : x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0, kinks: [-0.5, 0.5]) with
        {
            Fixtures = ["elements:softshrink"],
        },
        OpRow.Map("Tanhshrink", x => x.Tanhshrink(), x => x - Tanh(x), -5, 5) with { Fixtures = ["elements:tanhshrink"] },
        OpRow.Map("Softsign", x => x.Softsign(), x => x / (1 + Abs(x)), -5, 5) with { Fixtures = ["elements:softsign"] },
        OpRow.Map("Mish", x => x.Mish(), x => x * Tanh(Max(x, 0) + Special.Log1p(Exp(-Abs(x)))), -7, 7) with { Fixtures = ["elements:mish"] },
        OpRow.Map("Threshold", x => x.Threshold(0.3, -2), x => x <= 0.3 ? -2 : x, kinks: [0.3]) with { Result = null, Fixtures = ["elements:threshold"] },
        OpRow.Map("Rrelu", x => x.Rrelu(), x => x > 0 ? x : x * 11 / 48, kinks: Zero),
        OpRow.Map("Rrelu", x => x.Rrelu(0.3, 0.3, training: true), x => x > 0 ? x : x * 0.3, kinks: Zero) with { Result = null },
        OpRow.Binary("Prelu", (x, w) => x.Prelu(w), (x, w) => NDArray.Build(x.Shape, i => x[i] > 0 ? x[i] : x[i] * w.Data[w.Count == 1 ? 0 : i[1]]),
            [[Away(2, 3, 4), Real(3)], [Away(4, 3), Real(1)], [Away(5), Real(1)], [Away(3, 2), Real()], [Away(2, 0, 3), Real(1)], [Away(2, 5), Real(5)]]) with
        {
            Large = [Away(40, 3, 501), Real(3)], Fixtures = ["elements:prelu"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Prelu expects 1 slope or 3, one for each channel (dimension 1 of [2, 3, 4]), but got [4].",
                    () => Tensor.Zeros([2, 3, 4]).Prelu(Tensor.Zeros([4]))),
            ],
        },
        OpRow.Unary("Glu", x => x.Glu(1), x => NDArray.Build([x.Shape[0], x.Shape[1] / 2, .. x.Shape[2..]], i => x[i] * Special.Sigmoid(x[[i[0], i[1] + x.Shape[1] / 2, .. i[2..]]])),
            [Real(2, 4, 3), Real(3, 2), Real(2, 0, 3)]) with
        {
            Fixtures = ["elements:glu"],
            Errors = [ErrorCase.Of<ShapeException>("Glu halves dimension -1 of [2, 3], but its size 3 is odd.", () => Tensor.Zeros([2, 3]).Glu())],
        },
        OpRow.Unary("Softmin", x => x.Softmin(1), x => x.Along(1, v => [.. v.Select(a => Exp(-a) / v.Sum(b => Exp(-b)))]), [Real(2, 4, 3), Real(3, 1)]) with
        {
            Fixtures = ["elements:softmin"],
        },
        // Drawn numbers are tested by hand; nothing is drawn here.
        OpRow.Unary("GumbelSoftmax", x => x.GumbelSoftmax(1, dim: 1), x => x.Map(_ => 1), [Real(3, 1)]) with
        {
            Differentiable = false,
            Errors = [ErrorCase.Of<ArgumentOutOfRangeException>("GumbelSoftmax needs a temperature tau above 0. (Parameter 'tau')\nActual value was 0.", () => Tensor.Zeros([3]).GumbelSoftmax(tau: 0))],
        },
        OpRow.Unary("AlphaDropout", x => x.AlphaDropout(0.5, training: false), x => x, [Real(3, 4)]),
        OpRow.Unary("FeatureAlphaDropout", x => x.FeatureAlphaDropout(0.5, training: false), x => x, [Real(3, 4)]),
        OpRow.Unary("FeatureDropout", x => x.FeatureDropout(0.5, training: false), x => x, [Real(3, 4)]) with
        {
            Errors = [ErrorCase.Of<ShapeException>("FeatureDropout expects [N, C, ...], but got [3].", () => Tensor.Zeros([3]).FeatureDropout())],
        },
    ];

    static Input Away(params int[] shape) => new(shape, -2, 2) { Kinks = Zero };

    static double Limit(double x, double low, double high) => double.IsNaN(x) ? x : Min(Max(x, low), high);
}
