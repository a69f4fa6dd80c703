using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class LinearRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Binary("MatMul", (a, b) => a.MatMul(b), MatMul,
        [
            [Real(7), Real(7)], [Real(3, 7), Real(7)], [Real(7), Real(7, 5)], [Real(2, 3, 7), Real(7)], [Real(7), Real(2, 7, 5)],
            [Real(2, 3, 7), Real(7, 5)], [Real(2, 1, 3, 7), Real(4, 7, 5)], [Real(3, 7), Real(4, 7, 5)], [Real(1, 3, 7), Real(4, 7, 5)],
            [Real(0, 7), Real(7, 5)], [Real(3, 0), Real(0, 5)], [Real(2, 0, 7), Real(7, 5)], [Real(0), Real(0)], [Real(1, 1), Real(1, 1)],
            [Real(13, 17), Real(17, 19)], [Real(3, 4), Real(4, 5)],
        ]) with
        {
            Fixtures = ["ops:matmul_mm", "ops:matmul_mv", "ops:matmul_vm", "ops:matmul_dot", "ops:matmul_bmm", "ops:matmul_broadcast",
                "ops:matmul_batch_vector", "ops:matmul_wide"],
            Large = [Real(3, 150, 401), Real(401, 203)],
            Result = DTypeRules.Promoted.Except(DType.Bool),
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "MatMul cannot multiply [3, 4] by [5, 6]: the last size of the left one (4) must equal the second-last size of the right one (5).",
                    () => Tensor.Zeros([3, 4]).MatMul(Tensor.Zeros([5, 6]))),
                ErrorCase.Of<ShapeException>(
                    "MatMul cannot multiply [2, 3, 4] by [3, 5, 6]: the last size of the left one (4) must equal the second-last size of the right one (5); "
                    + "the leading sizes must be equal or 1, counted from the last.",
                    () => Tensor.Zeros([2, 3, 4]).MatMul(Tensor.Zeros([3, 5, 6]))),
                ErrorCase.Of<ShapeException>("MatMul cannot multiply [] by [3]: a scalar has no rows and columns: multiply with *.",
                    () => Tensor.Scalar(2f).MatMul(Tensor.Zeros([3]))),
            ],
        },
        OpRow.Binary("MatMul", (a, b) => a.MatMul(b.T), (a, b) => MatMul(a, b.Permute(1, 0)), [[Real(4, 7), Real(5, 7)], [Real(2, 4, 7), Real(5, 7)]]) with
        {
            Fixtures = ["ops:matmul_nt"], Large = [Real(150, 401), Real(203, 401)],
        },
        OpRow.Binary("MatMul", (a, b) => a.T.MatMul(b), (a, b) => MatMul(a.Permute(1, 0), b), [[Real(7, 4), Real(7, 5)]]) with
        {
            Fixtures = ["ops:matmul_tn"],
        },
        OpRow.Binary("MatMul", (a, b) => a.T.MatMul(b.T), (a, b) => MatMul(a.Permute(1, 0), b.Permute(1, 0)), [[Real(7, 4), Real(5, 7)]]) with
        {
            Fixtures = ["ops:matmul_tt"],
        },
        OpRow.Binary("Mm", (a, b) => a.Mm(b), MatMul, [[Real(4, 7), Real(7, 5)]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Mm multiplies two matrices, but got [2, 3, 4] and [4, 5]: MatMul broadcasts.",
                    () => Tensor.Zeros([2, 3, 4]).Mm(Tensor.Zeros([4, 5]))),
            ],
        },
        OpRow.Binary("Bmm", (a, b) => a.Bmm(b), MatMul, [[Real(3, 4, 7), Real(3, 7, 5)]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Bmm multiplies two batches of matrices of equal length, but got [1, 4, 7] and [3, 7, 5]: MatMul broadcasts.",
                    () => Tensor.Zeros([1, 4, 7]).Bmm(Tensor.Zeros([3, 7, 5]))),
            ],
        },
        OpRow.Binary("Dot", (a, b) => a.Dot(b), MatMul, [[Real(7), Real(7)], [Real(1), Real(1)]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("Dot multiplies two vectors, but got [2, 3] and [3]: MatMul broadcasts.",
                    () => Tensor.Zeros([2, 3]).Dot(Tensor.Zeros([3]))),
            ],
        },
        OpRow.Ternary("Linear", (x, w, b) => x.Linear(w, b), Linear,
            [[Real(4, 7), Real(5, 7), Real(5)], [Real(2, 3, 7), Real(5, 7), Real(5)], [Real(7), Real(5, 7), Real(5)], [Real(0, 7), Real(5, 7), Real(5)],
            [Real(4, 0), Real(5, 0), Real(5)], [Real(33, 19), Real(17, 19), Real(17)]]) with
        {
            Fixtures = ["ops:linear"],
            Large = [Real(150, 401), Real(203, 401), Real(203)],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Linear with weight [5, 7] got input [4, 6]: the input's last size must be 7, not 6; the bias must be [5], not [4].",
                    () => Tensor.Zeros([4, 6]).Linear(Tensor.Zeros([5, 7]), Tensor.Zeros([4]))),
                ErrorCase.Of<DTypeException>("Linear needs one floating dtype, but got input Float64, weight Float32: convert with To.",
                    () => Tensor.Zeros([4, 7], DType.Float64).Linear(Tensor.Zeros([5, 7]))),
            ],
        },
        OpRow.Binary("Linear", (x, w) => x.Linear(w), (x, w) => MatMul(x, w.Permute(1, 0)), [[Real(4, 7), Real(5, 7)], [Real(1, 1), Real(1, 1)]]),
    ];

    static NDArray Linear(NDArray x, NDArray weight, NDArray bias) => MatMul(x, weight.Permute(1, 0)).Zip(bias, (y, b) => y + b);

    /// <summary>PyTorch's matmul by its definition: vectors get a dimension, batches broadcast, each element is a sum of products.</summary>
    static NDArray MatMul(NDArray a, NDArray b)
    {
        var left = a.Rank == 1 ? a.Reshape(1, a.Shape[0]) : a;
        var right = b.Rank == 1 ? b.Reshape(b.Shape[0], 1) : b;
        var batch = NDArray.Broadcast(left.Shape[..^2], right.Shape[..^2]);
        left = left.To([.. batch, .. left.Shape[^2..]]);
        right = right.To([.. batch, .. right.Shape[^2..]]);
        var product = NDArray.Build([.. batch, left.Shape[^2], right.Shape[^1]], i =>
            Enumerable.Range(0, left.Shape[^1]).Sum(p => left[[.. i[..^1], p]] * right[[.. i[..^2], p, i[^1]]]));
        return product.Reshape([.. batch, .. a.Rank == 1 ? [] : a.Shape[^2..^1], .. b.Rank == 1 ? [] : b.Shape[^1..]]);
    }
}
