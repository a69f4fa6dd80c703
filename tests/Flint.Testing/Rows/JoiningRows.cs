using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class JoiningRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Many("Concat", x => [Tensor.Concat(x, 1)], x => [Join(x, 1)],
            [[Real(2, 3, 4), Real(2, 1, 4), Real(2, 0, 4)], [Real(1, 1), Real(1, 1)], [Real(0, 2), Real(0, 3)], [Real(3, 2)]]) with
        {
            Fixtures = ["nnops:concat"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Concat expects one tensor or more, but got none.", () => Tensor.Concat([])),
                ErrorCase.Of<ShapeException>(
                    "Concat along dimension 0 expects the other sizes of tensor 0, [2, 3], but tensor 1 is [2, 4], tensor 3 is [3].",
                    () => Tensor.Concat([Tensor.Zeros([2, 3]), Tensor.Zeros([2, 4]), Tensor.Zeros([1, 3]), Tensor.Zeros([3])])),
                ErrorCase.Of<TensorIndexException>("Dimension 2 is out of range for shape [2, 3]: use -2 to 1.",
                    () => Tensor.Concat([Tensor.Zeros([2, 3])], 2)),
            ],
        },
        OpRow.Many("Concat", x => [Tensor.Concat(x)], x => [Join(x, 0)],
            [[Real(2), Real(0), Real(3)], [Real(2, 3), Real(1, 3)], [Real(70, 900), Real(40, 900)]]),
        OpRow.Binary("Cat", (a, b) => Tensor.Cat([a, b], -1), (a, b) => Join([a, b], a.Rank - 1), [[Real(2, 3), Real(2, 2)], [Real(4), Real(1)]]) with
        { Result = DTypeRules.Promoted },
        OpRow.Binary("Stack", (a, b) => Tensor.Stack([a, b, a], 1), (a, b) => Join([Row(a), Row(b), Row(a)], 1),
            [[Real(2, 3), Real(2, 3)], [Real(1), Real(1)], [Real(2, 0), Real(2, 0)]]) with
        {
            Fixtures = ["nnops:stack"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Stack expects one tensor or more, but got none.", () => Tensor.Stack([])),
                ErrorCase.Of<ShapeException>("Stack expects equal shapes, but tensor 0 is [2] and tensor 1 is [3].",
                    () => Tensor.Stack([Tensor.Zeros([2]), Tensor.Zeros([3])])),
            ],
        },
        OpRow.Unary("Stack", x => Tensor.Stack([x, x], -1), x => Join([x.Reshape([.. x.Shape, 1]), x.Reshape([.. x.Shape, 1])], x.Rank), [Real(2, 3), Real()]),
        OpRow.Unary("Pad", x => x.Pad([1, 2, 0, 3], 0.5), x => Padded(x, [1, 2, 0, 3], 0.5), [Real(2, 3, 4), Real(1, 1), Real(0, 2), Real(2, 0)]) with
        {
            Fixtures = ["nnops:pad"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Pad on input [3] expects 2 numbers per dimension, at most 2, but got 4.",
                    () => Tensor.Zeros([3]).Pad([1, 1, 1, 1])),
                ErrorCase.Of<ShapeException>("Pad on input [3] expects 2 numbers per dimension, at most 2, but got 1.",
                    () => Tensor.Zeros([3]).Pad([1])),
                ErrorCase.Of<ShapeException>("Pad by -2 and -2 cuts more than dimension 0 of [3] has.", () => Tensor.Zeros([3]).Pad([-2, -2])),
                ErrorCase.Of<ShapeException>("Pad by 2147483647 and 2 makes dimension 0 of [3] 2147483652 long, more than 2147483647.",
                    () => Tensor.Zeros([3]).Pad([int.MaxValue, 2])),
                ErrorCase.Of<ShapeException>("Pad by -2147483648 and 0 cuts more than dimension 0 of [3] has.", () => Tensor.Zeros([3]).Pad([int.MinValue, 0])),
            ],
        },
        OpRow.Unary("Pad", x => x.Pad([-1, 2, 1, -2]), x => Padded(x, [-1, 2, 1, -2], 0), [Real(2, 3, 4), Real(4, 2)]) with
        { Fixtures = ["nnops:pad_negative"] },
    ];

    static NDArray Row(NDArray x) => x.Reshape([x.Shape[0], 1, .. x.Shape[1..]]);

    static NDArray Join(NDArray[] parts, int dim)
    {
        parts = [.. parts.Where(x => x.Rank > 1 || x.Count > 0)];
        int[] shape = [.. parts[0].Shape[..dim], parts.Sum(x => x.Shape[dim]), .. parts[0].Shape[(dim + 1)..]];
        return NDArray.Build(shape, at =>
        {
            var (part, position) = (0, at[dim]);
            for (; position >= parts[part].Shape[dim]; part++) position -= parts[part].Shape[dim];
            return parts[part][[.. at[..dim], position, .. at[(dim + 1)..]]];
        });
    }

    static NDArray Padded(NDArray x, int[] padding, double value)
    {
        int Before(int d) => x.Rank - 1 - d < padding.Length / 2 ? padding[2 * (x.Rank - 1 - d)] : 0;
        int After(int d) => x.Rank - 1 - d < padding.Length / 2 ? padding[2 * (x.Rank - 1 - d) + 1] : 0;
        return NDArray.Build([.. x.Shape.Select((size, d) => size + Before(d) + After(d))], at =>
        {
            int[] source = [.. at.Select((i, d) => i - Before(d))];
            return source.Index().All(s => s.Item >= 0 && s.Item < x.Shape[s.Index]) ? x[source] : value;
        });
    }
}
