using Flint.Testing;

namespace Flint.LinearAlgebra.Tests;

/// <summary>Results and gradients against PyTorch's, in both precisions.</summary>
public sealed class LinalgParityTests
{
    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Calls = new()
    {
        ["solve"] = x => [x[0].Solve(x[1])],
        ["solve_vector"] = x => [x[0].Solve(x[1])],
        ["solve_triangular"] = x => [x[0].SolveTriangular(x[1], upper: true)],
        ["solve_triangular_unit"] = x => [x[0].SolveTriangular(x[1], upper: false, left: false, unitriangular: true)],
        ["inverse"] = x => [x[0].Inverse()],
        ["pinverse_tall"] = x => [x[0].PInverse()],
        ["pinverse_wide"] = x => [x[0].PInverse()],
        ["pinverse_rank"] = x => [x[0].MatMul(x[1]).PInverse(1e-5)],
        ["det"] = x => [x[0].Det()],
        ["slogdet"] = x => x[0].SlogDet() is var (sign, log) ? [sign, log] : [],
        ["logdet"] = x => [x[0].LogDet()],
        ["cholesky"] = x => [x[0].Cholesky()],
        ["cholesky_solve"] = x => [x[0].CholeskySolve(x[1])],
        ["qr_tall"] = Qr, ["qr_square"] = Qr, ["qr_wide"] = Qr,
        ["svd_tall"] = Svd, ["svd_square"] = Svd, ["svd_wide"] = Svd,
        ["svdvals"] = x => [x[0].SvdVals()],
        ["eigh"] = x => x[0].Eigh() is var (values, v) ? [values, Weighted(v).MatMul(v.MT)] : [],
        ["lu"] = x => x[0].Lu() is var (p, l, u) ? [p, l, u] : [],
        ["lstsq_tall"] = x => [x[0].Lstsq(x[1])],
        ["matrix_exp"] = x => [x[0].MatrixExp()],
        ["matrix_norm_fro"] = x => [x[0].MatrixNorm()],
        ["matrix_norm_nuc"] = x => [x[0].MatrixNorm(MatrixNormKind.Nuc)],
        ["matrix_norm_2"] = x => [x[0].MatrixNorm(MatrixNormKind.Two)],
        ["matrix_norm_-2"] = x => [x[0].MatrixNorm(MatrixNormKind.MinusTwo)],
        ["matrix_norm_1"] = x => [x[0].MatrixNorm(MatrixNormKind.One)],
        ["matrix_norm_inf"] = x => [x[0].MatrixNorm(MatrixNormKind.Inf)],
        ["cond"] = x => [x[0].Cond()],
        ["cond_fro"] = x => [x[0].Cond(MatrixNormKind.Fro)],
        ["matrix_rank"] = x => [x[0].MatrixRank()],
    };

    public static TheoryData<string> Cases => [.. Fixture.Family("linalg").Keys];

    [Theory, MemberData(nameof(Cases))]
    public void MatchesPyTorch(string name)
    {
        var fixture = Fixture.Case($"linalg:{name}");
        foreach (var (dtype, tolerance) in new[] { (DType.Float64, 1e-10), (DType.Float32, 2e-5) })
        {
            var inputs = fixture.Inputs.Values.Select(x => x.Tensor(dtype)).ToArray();
            foreach (var (i, key) in fixture.Inputs.Keys.Index()) inputs[i].RequiresGrad = fixture.Grads.ContainsKey(key);
            var outputs = Calls[name](inputs);
            outputs.Length.ShouldBe(fixture.Outputs.Length);
            for (var k = 0; k < outputs.Length; k++) Near.Check(outputs[k], fixture.Outputs[k].Values, tolerance, $"{name} {dtype} output {k}");
            if (fixture.Grads.Count == 0) continue;
            var real = outputs.Where(y => Tape.Tracks(y)).ToArray();
            real.Length.ShouldBe(fixture.Cotangents.Length);
            Gradients.Backward(real, [.. fixture.Cotangents.Select(c => c.Tensor(dtype))]);
            foreach (var (i, key) in fixture.Inputs.Keys.Index())
                if (fixture.Grads.TryGetValue(key, out var expected))
                    Near.Check(inputs[i].Grad.ShouldNotBeNull(), expected.Values, 50 * tolerance, $"{name} {dtype} gradient of {key}");
        }
    }

    static Tensor[] Qr(Tensor[] x)
    {
        var (q, r) = x[0].Qr();
        var sign = r.Detach().Diagonal(0, -2, -1).Sign();
        return [q * sign.Unsqueeze(-2), r * sign.Unsqueeze(-1)];
    }

    static Tensor[] Svd(Tensor[] x)
    {
        var (u, s, vh) = x[0].Svd(fullMatrices: false);
        return [s, Weighted(u).MatMul(u.MT), Weighted(vh.MT).MatMul(vh), Weighted(u).MatMul(vh)];
    }

    static Tensor Weighted(Tensor columns) => columns * Tensor.Arange(1f, 4f).To(columns.DType);
}
