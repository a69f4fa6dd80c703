using Flint.NN;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class CtcRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Many("Ctc", x => [Loss.Ctc(x[0].LogSoftmax(-1), x[1], x[2], x[3], blank: 2, zeroInfinity: true)],
            x => [NDArray.Scalar(Losses(x).Select((loss, n) => double.IsInfinity(loss) ? 0 : loss / Math.Max(1, x[3].Data[n])).Average())],
            [[Real(4, 3, 3), Whole([3, 2], 1, 1, 0, 0, 1, 0), Whole([3], 4, 3, 1), Whole([3], 2, 0, 2)]]) with
        {
            SecondOrder = false, Tolerance32 = 2e-5, Fixtures = ["sequence:ctc"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Ctc expects log probabilities of [T, N, C], but got [4, 3].", () => Call([4, 3], [1, 1], [4], [1])),
                ErrorCase.Of<ShapeException>("Ctc of 2 samples and target lengths [1, 2] expects targets [N, S] or [Σ lengths], but got [1, 1].", () => Call([4, 2, 3], [1, 1], [4, 4], [1, 2])),
                ErrorCase.Of<ShapeException>("Ctc: inputLengths[0] is 5: use 0 to 4.", () => Call([4, 1, 3], [1, 1], [5], [1])),
                ErrorCase.Of<ShapeException>("Ctc of 1 samples expects targetLengths of [1], but got [2].", () => Call([4, 1, 3], [1, 1], [4], [1, 1])),
                ErrorCase.Of<TensorIndexException>("Ctc's blank 0 is no class of [4, 1, 0]: use 0 to -1.", () => Call([4, 1, 0], [1, 1], [4], [1])),
                ErrorCase.Of<TensorIndexException>("Ctc: 9 at position [0, 0] of the targets is out of range: there are 3 classes, use 0 to 2.",
                    () => Loss.Ctc(Tensor.Zeros([4, 1, 3]), Tensor.Full([1, 1], 9, DType.Int64), Tensor.From(4L), Tensor.From(1L))),
                ErrorCase.Of<DTypeException>("Ctc expects log probabilities of Float32 or Float64, but got Int64.",
                    () => Loss.Ctc(Tensor.Zeros([4, 1, 3], DType.Int64), Tensor.Zeros([1, 1], DType.Int64), Tensor.From(4L), Tensor.From(1L))),
            ],
        },
        OpRow.Many("Ctc", x => [Loss.Ctc(x[0].LogSoftmax(-1), x[1], x[2], x[3], 2, NN.Reduction.None)], x => [new([x[2].Count], Losses(x))],
            [[Distinct(4, 2, 3), Whole([3], 1, 1, 0), Whole([2], 4, 3), Whole([2], 2, 1)]]) with
        {
            SecondOrder = false, Tolerance32 = 2e-5, Fixtures = ["sequence:ctc_none"],
            Large = [Real(30, 20, 9), Whole([20, 3], [.. Enumerable.Range(0, 60).Select(i => i % 2.0)]), Whole([20], [.. Enumerable.Repeat(30.0, 20)]), Whole([20], [.. Enumerable.Repeat(3.0, 20)])],
        },
    ];

    static Input Whole(int[] shape, params double[] values) => new(shape, 0, 0) { Fixed = values, DType = DType.Int64 };

    static Tensor Call(int[] shape, int[] targets, long[] inputs, long[] lengths) =>
        Loss.Ctc(Tensor.Zeros([.. shape]), Tensor.Zeros([.. targets], DType.Int64), Tensor.From<long>(inputs), Tensor.From<long>(lengths));

    /// <summary>Sums over every path there is.</summary>
    static double[] Losses(NDArray[] x)
    {
        var (classes, start) = (x[0].Shape[2], 0);
        return [.. Enumerable.Range(0, x[2].Count).Select(n =>
        {
            var (steps, count) = ((int)x[2].Data[n], (int)x[3].Data[n]);
            var target = Enumerable.Range(0, count).Select(i => (int)(x[1].Rank == 2 ? x[1][n, i] : x[1].Data[start + i])).ToArray();
            start += count;
            double total = 0;
            for (var path = 0; path < (int)Math.Pow(classes, steps); path++)
            {
                int[] labels = [.. Enumerable.Range(0, steps).Select(t => path / (int)Math.Pow(classes, t) % classes)];
                if (!labels.Where((l, t) => l != 2 && (t == 0 || labels[t - 1] != l)).SequenceEqual(target)) continue;
                total += Enumerable.Range(0, steps).Aggregate(1.0, (p, t) =>
                    p * Math.Exp(x[0][t, n, labels[t]]) / Enumerable.Range(0, classes).Sum(c => Math.Exp(x[0][t, n, c])));
            }
            return -Math.Log(total);
        })];
    }
}
