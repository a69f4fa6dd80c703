using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Reductions of parts that follow each other.</summary>
sealed class SegmentRows : IOpRows
{
    static readonly Input[] Two = [Distinct(6, 2), new([3], 0, 0) { Fixed = [2, 1, 3], DType = DType.Int64 }];
    static readonly Input[] WithEmpty = [Distinct(5, 2), new([4], 0, 0) { Fixed = [0, 4, 0, 1], DType = DType.Int64 }];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("SegmentReduce", (x, n) => x.SegmentReduce(ScatterReduction.Sum, n), (x, n) => Segments(x, n, v => v.Sum()), [Two, WithEmpty]) with
        {
            Fixtures = ["further:segment_sum"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("SegmentReduce expects lengths of 0 or more that add up to 3, the size of dimension 0 of [3], but got [1, 1].",
                    () => Tensor.Zeros([3]).SegmentReduce(ScatterReduction.Sum, Tensor.From<long>(1, 1))),
                ErrorCase.Of<ShapeException>("SegmentReduce expects a vector of lengths, but got [1, 1].", () => Tensor.Zeros([1]).SegmentReduce(ScatterReduction.Sum, Tensor.Ones([1, 1], DType.Int64))),
                ErrorCase.Of<DTypeException>("SegmentReduce expects lengths of Int64 or Int32, but got Float32.", () => Tensor.Zeros([3]).SegmentReduce(ScatterReduction.Sum, Tensor.Zeros([1]))),
                ErrorCase.Of<DTypeException>("SegmentReduce needs a floating tensor, but got Int64: convert with To(DType.Float32) first.",
                    () => Tensor.Zeros([1], DType.Int64).SegmentReduce(ScatterReduction.Sum, Tensor.From<long>(1))),
            ],
        },
        OpRow.Binary("SegmentReduce", (x, n) => x.SegmentReduce(ScatterReduction.Prod, n), (x, n) => Segments(x, n, v => v.Aggregate(1.0, (a, b) => a * b)), [Two, WithEmpty]) with { Fixtures = ["further:segment_prod"] },
        OpRow.Binary("SegmentReduce", (x, n) => x.SegmentReduce(ScatterReduction.Mean, n), (x, n) => Segments(x, n, v => v.Average()), [Two]) with { Fixtures = ["further:segment_mean"] },
        OpRow.Binary("SegmentReduce", (x, n) => x.SegmentReduce(ScatterReduction.AMax, n), (x, n) => Segments(x, n, v => v.Max()), [Two]) with { Fixtures = ["further:segment_max"] },
        OpRow.Binary("SegmentReduce", (x, n) => x.SegmentReduce(ScatterReduction.AMin, n), (x, n) => Segments(x, n, v => v.Min()), [Two]) with { Fixtures = ["further:segment_min"] },
    ];

    static NDArray Segments(NDArray x, NDArray lengths, Func<double[], double> join) => x.Along(0, v =>
    {
        var at = 0;
        return [.. lengths.Data.Select(n => join(v[at..(at += (int)n)]))];
    });
}
