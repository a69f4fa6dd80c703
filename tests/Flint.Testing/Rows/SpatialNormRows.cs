using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Normalisation over groups, instances, neighbours and vectors.</summary>
sealed class SpatialNormRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("GroupNorm", (x, w, b) => x.GroupNorm(2, w, b, eps: 1e-3), (x, w, b) => Affine(Groups(x, 2, 1e-3), w, b),
            [[Real(3, 4, 2, 3), Real(4), Real(4)], [Real(1, 2, 5), Real(2), Real(2)], [Real(3, 4), Real(4), Real(4)], [Real(0, 2, 3), Real(2), Real(2)]]) with
        {
            Large = [Real(7, 8, 33, 31), Real(8), Real(8)], Tolerance32 = 2e-5, Fixtures = ["spatial:group_norm"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("GroupNorm on input [2, 6, 4] cannot cut 6 channels into 4 groups of equal size.", () => Tensor.Zeros([2, 6, 4]).GroupNorm(4)),
                ErrorCase.Of<ShapeException>("GroupNorm expects [N, C, ...], but got [6]: channels are dimension 1.", () => Tensor.Zeros([6]).GroupNorm(2)),
                ErrorCase.Of<ShapeException>("GroupNorm on input [2, 6, 4] expects weight of shape [6], but got [3].", () => Tensor.Zeros([2, 6, 4]).GroupNorm(3, Tensor.Ones([3]))),
                ErrorCase.Of<DTypeException>("GroupNorm expects Float32 or Float64, but got Int64: convert with To(DType.Float32).", () => Tensor.Arange(4).GroupNorm(2)),
            ],
        },
        OpRow.Unary("GroupNorm", x => x.GroupNorm(3), x => Groups(x, 3, 1e-5), [Real(2, 6), Real(2, 3, 4)]) with
        { Tolerance32 = 2e-5, Result = DTypeRules.FloatingOnly, Fixtures = ["spatial:group_norm_plain"] },
        OpRow.Ternary("InstanceNorm", (x, w, b) => x.InstanceNorm(weight: w, bias: b), (x, w, b) => Affine(Groups(x, x.Shape[1], 1e-5), w, b),
            [[Real(3, 4, 2, 5), Real(4), Real(4)], [Real(1, 2, 3), Real(2), Real(2)], [Real(0, 2, 3), Real(2), Real(2)]]) with
        {
            Large = [Real(5, 8, 33, 31), Real(8), Real(8)], Tolerance32 = 1e-4, Fixtures = ["spatial:instance_norm"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("InstanceNorm expects [N, C, ...] with positions to normalise over, but got [2, 3]: channels are dimension 1.",
                    () => Tensor.Zeros([2, 3]).InstanceNorm()),
                ErrorCase.Of<ShapeException>("InstanceNorm expects more than one position per channel, but got [2, 3, 1]: one value has no variance.",
                    () => Tensor.Zeros([2, 3, 1]).InstanceNorm()),
                ErrorCase.Of<ShapeException>("InstanceNorm without the input's statistics needs runningMean and runningVar: pass both, or useInputStats: true.",
                    () => Tensor.Zeros([2, 3, 4]).InstanceNorm(Tensor.Zeros([3]), useInputStats: false)),
            ],
        },
        OpRow.Ternary("InstanceNorm", (x, m, v) => x.InstanceNorm(m, v, useInputStats: false), Running,
            [[Real(3, 4, 5), Fixed(4), Fixed(4)], [Real(1, 2, 1), Fixed(2), Fixed(2)]]) with { Fixtures = ["spatial:instance_norm_running"] },
        OpRow.Binary("RMSNorm", (x, w) => x.RMSNorm([3, 4], w, eps: 1e-3), (x, w) => Rms(x, 12, 1e-3).Zip(w, (a, b) => a * b),
            [[Real(5, 3, 4), Real(3, 4)], [Real(3, 4), Real(3, 4)], [Real(0, 3, 4), Real(3, 4)]]) with
        {
            Large = [Real(3001, 3, 4), Real(3, 4)], Fixtures = ["spatial:rms_norm"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("RMSNorm over [3] expects an input whose last sizes are these, but got [3, 4].", () => Tensor.Zeros([3, 4]).RMSNorm([3])),
                ErrorCase.Of<DTypeException>("RMSNorm on Float32 input expects weight of the same dtype, but got Float64.",
                    () => Tensor.Zeros([3]).RMSNorm([3], Tensor.Ones([3], DType.Float64))),
            ],
        },
        OpRow.Unary("RMSNorm", x => x.RMSNorm([7]), x => Rms(x, 7, 0), [Real(2, 7), Real(7)]) with { Result = DTypeRules.FloatingOnly, Tolerance32 = 1e-5 },
        OpRow.Unary("LocalResponseNorm", x => x.LocalResponseNorm(4, alpha: 0.5, beta: 0.6, k: 2), x => Neighbours(x, 4, 0.5, 0.6, 2),
            [Real(2, 7, 3, 2), Real(1, 2, 1), Real(0, 3, 2)]) with
        {
            Large = [Real(3, 40, 31, 33)], Result = DTypeRules.FloatingOnly, Fixtures = ["spatial:local_response_norm"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("LocalResponseNorm expects [N, C, ...] of three dimensions or more, but got [2, 3].", () => Tensor.Zeros([2, 3]).LocalResponseNorm(3)),
            ],
        },
        OpRow.Unary("Normalize", x => x.Normalize(), x => x.Along(1, v => Scaled(v, 2)), [Real(3, 5, 2), Real(2, 1), Values([1, 2], 0, 0)]) with
        {
            Fixtures = ["spatial:normalize"], Result = DTypeRules.FloatingOnly, Differentiable = false,
            Errors =
            [
                ErrorCase.Of<TensorIndexException>("Dimension 1 is out of range for shape [3]: use -1 to 0.", () => Tensor.Zeros([3]).Normalize()),
                ErrorCase.Of<ArgumentOutOfRangeException>($"Normalize needs a p above 0. (Parameter 'p'){Environment.NewLine}Actual value was -1.", () => Tensor.Zeros([3]).Normalize(p: -1, dim: 0)),
            ],
        },
        OpRow.Unary("Normalize", x => x.Normalize(dim: 0), x => x.Along(0, v => Scaled(v, 2)), [Real(3, 5, 2), Real(4)]) with { Large = [Real(40, 5003)] },
        OpRow.Unary("Normalize", x => x.Normalize(p: 1, dim: -1), x => x.Along(-1, v => Scaled(v, 1)), [Kinked(3, 4), Kinked(5)]) with { Fixtures = ["spatial:normalize_1"] },
        OpRow.Unary("Normalize", x => x.Normalize(p: 3, dim: 0), x => x.Along(0, v => Scaled(v, 3)), [Kinked(4, 3)]) with { Fixtures = ["spatial:normalize_3"], Tolerance32 = 1e-5 },
        OpRow.Unary("Normalize", x => x.Normalize(p: double.PositiveInfinity), x => x.Along(1, v => Scaled(v, 0)), [Distinct(4, 3)]) with { Fixtures = ["spatial:normalize_inf"] },
    ];

    static Input Fixed(int channels) => new([channels], 0.5, 2) { Constant = true };

    static Input Kinked(params int[] shape) => new(shape, -2, 2) { Kinks = [0] };

    static double[] Scaled(double[] v, double p)
    {
        var norm = p == 0 ? v.Max(Math.Abs) : Math.Pow(v.Sum(a => Math.Pow(Math.Abs(a), p)), 1 / p);
        return Array.ConvertAll(v, a => a / Math.Max(norm, 1e-12));
    }

    static NDArray Groups(NDArray x, int groups, double eps) =>
        x.Count == 0 ? x : x.Reshape(x.Shape[0], groups, x.Count / (x.Shape[0] * groups)).Along(-1, v =>
        {
            var mean = v.Average();
            var spread = Math.Sqrt(v.Average(a => (a - mean) * (a - mean)) + eps);
            return Array.ConvertAll(v, a => (a - mean) / spread);
        }).Reshape(x.Shape);

    static NDArray Rms(NDArray x, int size, double eps) => x.Count == 0 ? x : x.Reshape(x.Count / size, size).Along(-1, v =>
    {
        var root = Math.Sqrt(v.Average(a => a * a) + eps);
        return Array.ConvertAll(v, a => a / root);
    }).Reshape(x.Shape);

    static NDArray Neighbours(NDArray x, int size, double alpha, double beta, double k) => x.Along(1, v =>
        [.. v.Select((a, c) => a / Math.Pow(k + alpha / size * Enumerable.Range(c - size / 2, size).Where(j => j >= 0 && j < v.Length).Sum(j => v[j] * v[j]), beta))]);

    static NDArray Running(NDArray x, NDArray mean, NDArray variance)
    {
        int[] shape = [x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)];
        return x.Zip(mean.Reshape(shape), (a, m) => a - m).Zip(variance.Reshape(shape), (a, v) => a / Math.Sqrt(v + 1e-5));
    }

    static NDArray Affine(NDArray x, NDArray weight, NDArray bias)
    {
        int[] shape = [x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)];
        return x.Zip(weight.Reshape(shape), (a, b) => a * b).Zip(bias.Reshape(shape), (a, b) => a + b);
    }
}
