using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class SoftmaxRows : IOpRows
{
    static readonly Input[] Some = [Between(-9, 9, 3, 4, 5), Between(-90, 90, 2, 3, 67), Real(1, 1, 1), Real(2, 1, 3), Real(0, 3, 2)];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("Softmax", x => x.Softmax(-1), x => x.Rank == 0 ? NDArray.Scalar(1) : x.Along(-1, Softmax), [Real(7), Real(), .. Some]) with
        {
            Large = [Between(-9, 9, 200, 1003)], Result = DTypeRules.FloatingOnly, Fixtures = ["ops:softmax_last", "nnops:softmax_far"],
            Errors =
            [
                ErrorCase.Of<DTypeException>("Softmax expects Float32 or Float64, but got Int64: convert with To(DType.Float32).",
                    () => Tensor.Arange(4).Softmax(0)),
                ErrorCase.Of<TensorIndexException>("Dimension 2 is out of range for shape [2, 3]: use -2 to 1.", () => Tensor.Zeros([2, 3]).Softmax(2)),
            ],
        },
        OpRow.Unary("Softmax", x => x.Softmax(1), x => x.Along(1, Softmax), Some) with
        { Large = [Between(-9, 9, 40, 30, 67)], Fixtures = ["ops:softmax_1"] },
        OpRow.Unary("Softmax", x => x.Softmax(0), x => x.Along(0, Softmax), Some),
        OpRow.Unary("LogSoftmax", x => x.LogSoftmax(-1), x => x.Along(-1, LogSoftmax), [Real(7), .. Some]) with
        {
            Large = [Between(-9, 9, 200, 1003)], Result = DTypeRules.FloatingOnly, Fixtures = ["ops:log_softmax_last", "nnops:log_softmax_far"],
            Errors =
            [
                ErrorCase.Of<DTypeException>("LogSoftmax expects Float32 or Float64, but got Int32: convert with To(DType.Float32).",
                    () => Tensor.Zeros([4], DType.Int32).LogSoftmax(0)),
            ],
        },
        OpRow.Unary("LogSoftmax", x => x.LogSoftmax(1), x => x.Along(1, LogSoftmax), Some) with
        { Large = [Between(-9, 9, 40, 30, 67)], Fixtures = ["ops:log_softmax_1"] },
    ];

    static double[] Softmax(double[] x) => Array.ConvertAll(LogSoftmax(x), Math.Exp);

    internal static double[] LogSoftmax(double[] x)
    {
        if (x.Length == 0) return x;
        var max = x.Max();
        var sum = max + Math.Log(x.Sum(v => Math.Exp(v - max)));
        return Array.ConvertAll(x, v => v - sum);
    }
}
