using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class ProductRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        Einsum("ij,jk", "ik", [[Real(3, 4), Real(4, 5)], [Real(2, 0), Real(0, 2)]], "mm"),
        Einsum("ij,kj->ki", "ki", [[Real(3, 4), Real(5, 4)]], "trans"),
        Einsum("iij->ji", "ji", [[Real(3, 3, 2)]], "diag"),
        Einsum("bn,anm,bm->ba", "ba", [[Real(2, 5), Real(3, 5, 4), Real(2, 4)]], "three"),
        Einsum("i,j", "ij", [[Real(3), Real(2)]]), Einsum("ij->", "", [[Real(3, 2)]]), Einsum("ba", "ab", [[Real(3, 2)]]), Einsum("ii", "", [[Real(3, 3)]]),
        Einsum("ij, ij -> i", "i", [[Real(3, 2), Real(3, 2)], [Real(3, 1), Real(3, 4)]]), Einsum("bij,bij->bij", "bij", [[Real(2, 3, 2), Real(2, 3, 2)]]),
        Einsum("bhqd,bhkd->bhqk", "bhqk", [[Real(2, 2, 3, 4), Real(2, 2, 5, 4)]]), Einsum("a,ab,bc,cd", "d", [[Real(3), Real(3, 2), Real(2, 4), Real(4, 3)]]),
        OpRow.Binary("Einsum", (a, b) => Tensor.Einsum("...ij,...jk->...ik", a, b), (a, b) => Sum("xyij,yjk", "xyik", [a, b]),
            [[Real(2, 1, 3, 4), Real(3, 4, 2)]]) with
        {
            Fixtures = ["indexing:einsum_bmm"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("Einsum \"ij,jk\" does not fit: operand 1, [4, 5], has size 4 for 'j', which is 3 before.", () => Tensor.Einsum("ij,jk", Tensor.Zeros([2, 3]), Tensor.Zeros([4, 5]))),
                ErrorCase.Of<ShapeException>("Einsum \"ij,jk\" does not fit: it names 2 operands, but there are 1.", () => Tensor.Einsum("ij,jk", Tensor.Zeros([2, 3]))),
                ErrorCase.Of<ShapeException>("Einsum \"ij\" does not fit: operand 0 has 1 dimensions, [2], but 'ij' names 2.", () => Tensor.Einsum("ij", Tensor.Zeros([2]))),
                ErrorCase.Of<ShapeException>("Einsum \"i->j\" does not fit: the output's 'j' is in no operand.", () => Tensor.Einsum("i->j", Tensor.Zeros([2]))),
                ErrorCase.Of<ShapeException>("Einsum \"i1->i\" does not fit: '1' is no letter.", () => Tensor.Einsum("i1->i", Tensor.Zeros([2]))),
            ],
        },
        OpRow.Unary("Einsum", x => Tensor.Einsum("i...->...", x), x => x.Reduce([0], false, v => v.Sum()), [Real(2, 3, 4), Real(3)]),
        OpRow.Binary("Tensordot", (a, b) => a.Tensordot(b, [1, 2], [2, 0]), (a, b) => Sum("ijk,klj", "il", [a, b]), [[Real(2, 3, 4), Real(4, 5, 3)]]) with
        {
            Fixtures = ["indexing:tensordot"],
            Errors = [ErrorCase.Of<ShapeException>("Tensordot pairs dimension 1 of [2, 3] with dimension 0 of [2, 3], but the sizes differ.", () => Tensor.Zeros([2, 3]).Tensordot(Tensor.Zeros([2, 3]), 1))],
        },
        OpRow.Binary("Tensordot", (a, b) => a.Tensordot(b), (a, b) => Sum("ijk,jkl", "il", [a, b]), [[Real(2, 3, 4), Real(3, 4, 2)]]),
        OpRow.Binary("Inner", (a, b) => a.Inner(b), (a, b) => Sum("ij,kj", "ik", [a, b]), [[Real(2, 3), Real(4, 3)]]),
        OpRow.Binary("Outer", (a, b) => a.Outer(b), (a, b) => Sum("i,j", "ij", [a, b]), [[Real(3), Real(4)]]) with
        {
            Covers = ["Ger"], Result = DTypeRules.Promoted,
            Errors = [ErrorCase.Of<ShapeException>("Outer multiplies two vectors, but got [2, 3] and [3].", () => Tensor.Zeros([2, 3]).Outer(Tensor.Zeros([3])))],
        },
        OpRow.Binary("VecDot", (a, b) => a.VecDot(b), (a, b) => a.Zip(b, (x, y) => x * y).Reduce([-1], false, v => v.Sum()), [[Real(2, 3), Real(2, 3)], [Real(2, 4, 3), Real(4, 1)]]),
        OpRow.Binary("VecDot", (a, b) => a.VecDot(b, 0), (a, b) => a.Zip(b, (x, y) => x * y).Reduce([0], false, v => v.Sum()), [[Real(2, 3), Real(2, 3)]]),
        OpRow.Binary("Kron", (a, b) => a.Kron(b), (a, b) => NDArray.Build([a.Shape[0] * b.Shape[0], a.Shape[1] * b.Shape[1]], i =>
            a[i[0] / b.Shape[0], i[1] / b.Shape[1]] * b[i[0] % b.Shape[0], i[1] % b.Shape[1]]), [[Real(2, 3), Real(3, 2)]]) with { Fixtures = ["indexing:kron"] },
        OpRow.Binary("Mv", (a, b) => a.Mv(b), (a, b) => Sum("ij,j", "i", [a, b]), [[Real(3, 4), Real(4)]]) with
        { Errors = [ErrorCase.Of<ShapeException>("Mv multiplies a matrix by a vector, but got [3] and [3]: MatMul broadcasts.", () => Tensor.Zeros([3]).Mv(Tensor.Zeros([3])))] },
        OpRow.Binary("Cross", (a, b) => a.Cross(b), (a, b) => NDArray.Build(a.Shape, i =>
            a[i[0], (i[1] + 1) % 3] * b[i[0], (i[1] + 2) % 3] - a[i[0], (i[1] + 2) % 3] * b[i[0], (i[1] + 1) % 3]), [[Real(2, 3), Real(2, 3)]]) with
        {
            Fixtures = ["indexing:cross"],
            Errors = [ErrorCase.Of<ShapeException>("Cross needs size 3 in dimension -1, but got [2] and [2].", () => Tensor.Zeros([2]).Cross(Tensor.Zeros([2])))],
        },
        OpRow.Ternary("Addmm", (x, a, b) => x.Addmm(a, b, 0.5, 2), (x, a, b) => x.Zip(Sum("ij,jk", "ik", [a, b]), (u, v) => 0.5 * u + 2 * v), [[Real(3), Real(2, 4), Real(4, 3)]]) with
        { Errors = [ErrorCase.Of<ShapeException>("Addmm cannot broadcast x [2] to the product's shape [2, 3].", () => Tensor.Zeros([2]).Addmm(Tensor.Zeros([2, 4]), Tensor.Zeros([4, 3])))] },
        OpRow.Ternary("Addmv", (x, a, b) => x.Addmv(a, b), (x, a, b) => x.Zip(Sum("ij,j", "i", [a, b]), (u, v) => u + v), [[Real(2), Real(2, 4), Real(4)]]),
        OpRow.Ternary("Addr", (x, a, b) => x.Addr(a, b, 2), (x, a, b) => x.Zip(Sum("i,j", "ij", [a, b]), (u, v) => 2 * u + v), [[Real(2, 3), Real(2), Real(3)]]),
        OpRow.Ternary("Baddbmm", (x, a, b) => x.Baddbmm(a, b), (x, a, b) => x.Zip(Sum("bij,bjk", "bik", [a, b]), (u, v) => u + v), [[Real(2, 3), Real(2, 2, 4), Real(2, 4, 3)]]),
        OpRow.Ternary("Addbmm", (x, a, b) => x.Addbmm(a, b), (x, a, b) => x.Zip(Sum("bij,bjk", "ik", [a, b]), (u, v) => u + v), [[Real(2, 3), Real(2, 2, 4), Real(2, 4, 3)]]),
        OpRow.Ternary("MultiDot", (a, b, c) => Tensor.MultiDot(a, b, c), (a, b, c) => Sum("ij,jk,kl", "il", [a, b, c]), [[Real(2, 5), Real(5, 3), Real(3, 4)]]) with
        {
            Fixtures = ["indexing:multi_dot"], Covers = ["ChainMatmul"],
            Errors = [ErrorCase.Of<ShapeException>("MultiDot multiplies matrices whose inner sizes fit, but tensor 1 of [2, 3] by [4, 5] does not.", () => Tensor.MultiDot(Tensor.Zeros([2, 3]), Tensor.Zeros([4, 5])))],
        },
        OpRow.Ternary("MultiDot", (a, b, c) => Tensor.MultiDot(a, b, c), (a, b, c) => Sum("j,jk,k", "", [a, b, c]), [[Real(5), Real(5, 3), Real(3)]], "MultiDot of vectors"),
        OpRow.Unary("MatrixPower", x => x.MatrixPower(5), x => Sum("bij,bjk,bkl,blm,bmn", "bin", [x, x, x, x, x]), [Between(-0.9, 0.9, 2, 3, 3)]) with
        { Errors = [ErrorCase.Of<ShapeException>("MatrixPower needs square matrices, but got [2, 3].", () => Tensor.Zeros([2, 3]).MatrixPower(2))] },
        OpRow.Many("Bilinear", x => [x[0].Bilinear(x[1], x[2], x[3])], x => [Sum("ni,oij,nj", "no", [x[0], x[2], x[1]]).Zip(x[3], (a, b) => a + b)],
            [[Real(4, 3), Real(4, 2), Real(5, 3, 2), Real(5)]]) with
        {
            Fixtures = ["indexing:bilinear"],
            Errors = [ErrorCase.Of<ShapeException>("Bilinear with weight [5, 3, 2] expects [..., in1], [..., in2] and a weight [out, in1, in2], but got [4, 2] and [4, 2].",
                () => Tensor.Zeros([4, 2]).Bilinear(Tensor.Zeros([4, 2]), Tensor.Zeros([5, 3, 2])))],
        },
    ];

    static OpRow Einsum(string equation, string output, Input[][] samples, string? fixture = null) => OpRow.Many("Einsum", x => [Tensor.Einsum(equation, x)],
        x => [Sum(equation.Replace(" ", "").Split("->")[0], output, x)], samples, $"Einsum({equation})") with
    { Fixtures = fixture is null ? [] : ["indexing:einsum_" + fixture] };

    /// <summary>By the definition: for each output element, products summed over all values of the other letters.</summary>
    static NDArray Sum(string inputs, string output, NDArray[] x)
    {
        var parts = inputs.Split(',');
        var letters = string.Concat(output.Concat(string.Concat(parts)).Distinct());
        int SizeOf(char c) => parts.Zip(x).Max(p => p.First.Contains(c) ? p.Second.Shape[p.First.IndexOf(c)] : 0);
        var summed = letters.Where(c => !output.Contains(c)).ToArray();
        int Smallest(char c) => parts.Zip(x).Min(p => p.First.Contains(c) ? p.Second.Shape[p.First.IndexOf(c)] : int.MaxValue) == 0 ? 0 : SizeOf(c);
        return NDArray.Build([.. output.Select(SizeOf)], o =>
            NDArray.Build([.. summed.Select(Smallest)], s =>
            {
                int At(char c) => output.Contains(c) ? o[output.IndexOf(c)] : s[Array.IndexOf(summed, c)];
                return parts.Zip(x).Aggregate(1.0, (product, p) => product * p.Second[[.. p.First.Select((c, d) => p.Second.Shape[d] == 1 ? 0 : At(c))]]);
            }).Data.Sum());
    }
}
