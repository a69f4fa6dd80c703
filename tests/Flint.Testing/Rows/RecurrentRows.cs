using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class RecurrentRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Many("LstmCell", x => { var (h, c) = x[0].LstmCell(x[1], x[2], x[3], x[4], x[5], x[6]); return [h, c]; },
            x => Lstm(x[0], x[1], x[2], x[3], x[4], x[5], x[6]), [Cell(4, 3, 5, 2, states: 2), Cell(4, 1, 1, 1, states: 2), Cell(4, 2, 3, 35, states: 2), Cell(4, 0, 3, 2, states: 2)]) with
        {
            Large = Cell(4, 70, 9, 130, states: 2), Tolerance32 = 2e-5, Fixtures = ["sequence:lstm_cell"],
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "LstmCell with input [2, 3] and state [1, 4]: the state's batch must be the input's 2, not 1; the cell state must have the state's shape [1, 4], not [2, 4]; weightIh must be [16, 3], not [12, 3]; biasHh must be [16], not [4].",
                    () => Tensor.Zeros([2, 3]).LstmCell(Tensor.Zeros([1, 4]), Tensor.Zeros([2, 4]), Tensor.Zeros([12, 3]), Tensor.Zeros([16, 4]), null, Tensor.Zeros([4]))),
                ErrorCase.Of<ShapeException>("LstmCell expects input [B, in], state [B, H] and weights [4H, in] and [4H, H], but got [3], [1, 4], [16, 3] and [16, 4].",
                    () => Tensor.Zeros([3]).LstmCell(Tensor.Zeros([1, 4]), Tensor.Zeros([1, 4]), Tensor.Zeros([16, 3]), Tensor.Zeros([16, 4]))),
                ErrorCase.Of<DTypeException>("LstmCell needs one floating dtype, but got input Float32 and another operand of Float64: convert with To.",
                    () => Tensor.Zeros([2, 3]).LstmCell(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]), Tensor.Zeros([16, 3]), Tensor.Zeros([16, 4], DType.Float64))),
            ],
        },
        OpRow.Many("GruCell", x => [x[0].GruCell(x[1], x[2], x[3], x[4], x[5])], x => [Gru(x[0], x[1], x[2], x[3], x[4], x[5])],
            [Cell(3, 3, 5, 2), Cell(3, 1, 1, 1), Cell(3, 2, 3, 35)]) with
        {
            Large = Cell(3, 70, 9, 130), Tolerance32 = 2e-5, Fixtures = ["sequence:gru_cell"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("GruCell with input [2, 3] and state [2, 4]: weightHh must be [12, 4], not [4, 4].",
                    () => Tensor.Zeros([2, 3]).GruCell(Tensor.Zeros([2, 4]), Tensor.Zeros([12, 3]), Tensor.Zeros([4, 4]))),
            ],
        },
        OpRow.Many("RnnCell", x => [x[0].RnnCell(x[1], x[2], x[3], x[4], x[5])],
            x => [Sums(x[0], x[2], x[4]).Zip(Sums(x[1], x[3], x[5]), (a, b) => Math.Tanh(a + b))], [Cell(1, 3, 5, 2), Cell(1, 2, 3, 35)]) with
        {
            Large = Cell(1, 70, 9, 530), Tolerance32 = 2e-5, Fixtures = ["sequence:rnn_cell"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("RnnCell with input [2, 3] and state [2, 4]: biasIh must be [4], not [3].",
                    () => Tensor.Zeros([2, 3]).RnnCell(Tensor.Zeros([2, 4]), Tensor.Zeros([4, 3]), Tensor.Zeros([4, 4]), Tensor.Zeros([3]))),
            ],
        },
        OpRow.Many("RnnCell", x => [x[0].RnnCell(x[1], x[2], x[3], relu: true)],
            x => [Sums(x[0], x[2], null).Zip(Sums(x[1], x[3], null), (a, b) => Math.Max(a + b, 0))],
            [[Between(0.5, 1, 3, 5), Between(0.5, 1, 3, 2), Values([2, 5], [1, 2, 3, 1, 2, -1, -2, -3, -1, -2]), Values([2, 2], [1, 2, -1, -2])]]),
    ];

    static Input[] Cell(int gates, int batch, int input, int size, int states = 1) =>
        [Real(batch, input), .. Enumerable.Repeat(Real(batch, size), states), Between(-1, 1, gates * size, input), Between(-1, 1, gates * size, size),
            Real(gates * size), Real(gates * size)];

    internal static NDArray[] Lstm(NDArray x, NDArray h, NDArray c, NDArray wih, NDArray whh, NDArray? bih, NDArray? bhh)
    {
        var (sums, n) = (Sums(x, wih, bih).Zip(Sums(h, whh, bhh), (a, b) => a + b), h.Shape[1]);
        var next = NDArray.Build(h.Shape, at => Sigma(sums[at[0], n + at[1]]) * c[at] + Sigma(sums[at[0], at[1]]) * Math.Tanh(sums[at[0], 2 * n + at[1]]));
        return [NDArray.Build(h.Shape, at => Sigma(sums[at[0], 3 * n + at[1]]) * Math.Tanh(next[at])), next];
    }

    internal static NDArray Gru(NDArray x, NDArray h, NDArray wih, NDArray whh, NDArray? bih, NDArray? bhh)
    {
        var (a, b, n) = (Sums(x, wih, bih), Sums(h, whh, bhh), h.Shape[1]);
        return NDArray.Build(h.Shape, at =>
        {
            var (row, j) = (at[0], at[1]);
            var (r, z) = (Sigma(a[row, j] + b[row, j]), Sigma(a[row, n + j] + b[row, n + j]));
            return (1 - z) * Math.Tanh(a[row, 2 * n + j] + r * b[row, 2 * n + j]) + z * h[at];
        });
    }

    internal static NDArray Sums(NDArray x, NDArray w, NDArray? bias) => NDArray.Build([x.Shape[0], w.Shape[0]], at =>
        (bias?[at[1]] ?? 0) + Enumerable.Range(0, x.Shape[1]).Sum(k => x[at[0], k] * w[at[1], k]));

    static double Sigma(double x) => 1 / (1 + Math.Exp(-x));
}
