namespace Flint.LinearAlgebra.Tests;

/// <summary>Gradients against central differences; vectors enter through functions that do not depend on their signs.</summary>
public sealed class LinalgGradientTests
{
    static readonly Dictionary<string, (Func<Tensor[], Tensor> Call, int[][] Shapes)> Functions = new()
    {
        ["Solve, broadcast"] = (x => x[0].Solve(x[1]), [[2, 3, 3], [3, 2]]),
        ["SolveTriangular lower right"] = (x => (x[0] + 3 * Eye(3)).SolveTriangular(x[1], upper: false, left: false), [[3, 3], [2, 3]]),
        ["SolveTriangular unit"] = (x => x[0].SolveTriangular(x[1], upper: true, unitriangular: true), [[3, 3], [3, 2]]),
        ["Inverse"] = (x => x[0].Inverse(), [[2, 3, 3]]),
        ["Det"] = (x => x[0].Det(), [[2, 3, 3]]),
        ["Det of singular matrices"] = (x => (x[0].Unsqueeze(1) * x[1]).Det(), [[2], [2]]),
        ["LogDet"] = (x => Positive(x[0]).LogDet(), [[2, 3, 3]]),
        ["SlogDet"] = (x => x[0].SlogDet().LogAbsDet, [[3, 3]]),
        ["Cholesky"] = (x => Positive(x[0]).Cholesky(), [[2, 3, 3]]),
        ["Cholesky upper, solve"] = (x => x[1].CholeskySolve(Positive(x[0]).Cholesky(upper: true), upper: true), [[3, 3], [3, 2]]),
        ["CholeskyInverse"] = (x => Positive(x[0]).Cholesky().CholeskyInverse(), [[3, 3]]),
        ["Qr"] = (x => x[0].Qr() is var (q, r) ? q.MatMul(Tensor.Arange(1.0, 4).Diag()).MatMul(q.MT).MatMul(r.Abs().Sum(-1).Sum() * Eye(5)) : x[0], [[5, 3]]),
        ["Qr complete, wide"] = (x => x[0].Qr(complete: true) is var (q, r) ? q.Abs().Sum() + r.Abs().Sum() : x[0], [[3, 5]]),
        ["Svd full"] = (x => x[0].Svd() is var (u, s, vh) ? u.Narrow(-1, 0, 3).Square().MatMul(vh.Square()) + s.Sum() : x[0], [[2, 4, 3]]),
        ["SvdVals"] = (x => x[0].SvdVals(), [[2, 3, 4]]),
        ["Eigh"] = (x => x[0].Eigh() is var (values, v) ? v.Square() * values.Exp().Unsqueeze(-1) : x[0], [[2, 4, 4]]),
        ["EigvalsH"] = (x => x[0].EigvalsH(), [[4, 4]]),
        ["Lu"] = (x => x[0].Lu() is var (_, l, u) ? l.Square() + u.Tanh() : x[0], [[2, 3, 3]]),
        ["LuSolve"] = (x => x[0].Lu() is var (p, l, u) ? x[1].LuSolve(p, l, u) : x[0], [[3, 3], [3, 2]]),
        ["PInverse"] = (x => x[0].PInverse(), [[2, 4, 3]]),
        ["PInverse of rank 2"] = (x => x[0].MatMul(x[1]).PInverse(1e-9), [[4, 2], [2, 3]]),
        ["Lstsq, wide"] = (x => x[0].Lstsq(x[1]), [[3, 5], [3, 2]]),
        ["MatrixExp"] = (x => x[0].MatrixExp(), [[2, 3, 3]]),
        ["MatrixNorm"] = (x => x[0].MatrixNorm(MatrixNormKind.Nuc) + x[0].MatrixNorm(MatrixNormKind.One) * x[0].MatrixNorm(MatrixNormKind.Inf), [[3, 4]]),
        ["Cond"] = (x => x[0].Cond() + x[0].Cond(MatrixNormKind.One), [[3, 3]]),
    };

    public static TheoryData<string> All => [.. Functions.Keys];

    [Theory, MemberData(nameof(All))]
    public void MatchesCentralDifferences(string name)
    {
        var (call, shapes) = Functions[name];
        var random = new System.Random(5);
        var inputs = shapes.Select(shape => Tensor.Wrap(Enumerable.Range(0, (int)((Shape)shape).Count).Select(_ => random.NextDouble() * 3 - 1.5).ToArray(), shape)).ToArray();
        foreach (var x in inputs) x.RequiresGrad = true;
        GradCheck.Check(call, inputs, tolerance: 2e-6);
    }

    [Fact]
    public void ADeterminantOfRankNMinus2HasGradientZero()
    {
        var a = Tensor.Ones([3, 3], DType.Float64);
        a.RequiresGrad = true;
        a.Det().Backward();
        a.Grad!.Abs().Max().Item<double>().ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void EqualEigenvaluesHaveSoundGradientsOfTheValues()
    {
        var a = Eye(3);
        a.RequiresGrad = true;
        a.EigvalsH().Sum().Backward();
        (a.Grad! - Eye(3)).Abs().Max().Item<double>().ShouldBeLessThan(1e-12);
    }

    static Tensor Positive(Tensor x) => x.MatMul(x.MT) + Eye(x.Size(-1));

    static Tensor Eye(int n) => Tensor.Eye(n, dtype: DType.Float64);
}
