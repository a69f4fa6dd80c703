namespace Flint.LinearAlgebra.Tests;

/// <summary>Factors multiply back and are orthonormal or triangular, for all shapes, sizes 0 and 1 among them.</summary>
public sealed class LinalgValueTests
{
    static double Off(Tensor a, Tensor b) => a.Count == 0 ? 0 : (a - b).Abs().Max().Item<double>();

    static Tensor Eye(int n) => Tensor.Eye(n, dtype: DType.Float64);

    [Theory]
    [InlineData(4, 3), InlineData(3, 4), InlineData(3, 3), InlineData(1, 1), InlineData(0, 2), InlineData(2, 0), InlineData(20, 7)]
    public void FactorsMultiplyBack(int m, int n)
    {
        Random.Seed(1);
        var a = Tensor.RandN([2, m, n], DType.Float64);
        foreach (var full in (bool[])[false, true])
        {
            var k = Math.Min(m, n);
            var (q, r) = a.Qr(full);
            q.Shape.ShouldBe([2, m, full ? m : k]);
            Off(q.MatMul(r), a).ShouldBeLessThan(1e-12);
            Off(q.MT.MatMul(q), Eye(q.Size(-1))).ShouldBeLessThan(1e-12);
            Off(r.Triu(), r).ShouldBe(0);
            var (u, s, vh) = a.Svd(full);
            (u.Size(-1), vh.Size(-2)).ShouldBe(full ? (m, n) : (k, k));
            Off(u.MT.MatMul(u), Eye(u.Size(-1))).ShouldBeLessThan(1e-12);
            Off((u.Narrow(-1, 0, k) * s.Unsqueeze(-2)).MatMul(vh.Narrow(-2, 0, k)), a).ShouldBeLessThan(1e-12);
        }
        var (p, l, upper) = a.Lu();
        Off(p.MatMul(l).MatMul(upper), a).ShouldBeLessThan(1e-12);
        var y = a.PInverse();
        Off(a.MatMul(y).MatMul(a), a).ShouldBeLessThan(1e-11);
    }

    [Fact]
    public void KnownDeterminantsAndNorms()
    {
        Tensor.From(new double[,] { { 1, 2 }, { 3, 4 } }).Det().Item<double>().ShouldBe(-2, 1e-14);
        Tensor.Zeros([0, 0], DType.Float64).Det().Item<double>().ShouldBe(1);
        var (sign, log) = (Tensor.Eye(400, dtype: DType.Float64) * -10.0).SlogDet();
        sign.Item<double>().ShouldBe(1);
        log.Item<double>().ShouldBe(400 * Math.Log(10), 1e-9);
        double.IsNaN(Tensor.From(new double[,] { { -1 } }).LogDet().Item<double>()).ShouldBeTrue();
        double.IsNegativeInfinity(Tensor.Zeros([2, 2]).LogDet().Item<double>()).ShouldBeTrue();
        var turn = Tensor.From(new double[,] { { 0, -30 }, { 30, 0 } }).MatrixExp();
        Off(turn, Tensor.From(new double[,] { { Math.Cos(30), -Math.Sin(30) }, { Math.Sin(30), Math.Cos(30) } })).ShouldBeLessThan(1e-11);
    }

    [Theory, InlineData(DType.BFloat16), InlineData(DType.Float16), InlineData(DType.Float32), InlineData(DType.Float64)]
    public void ARankOneMatrixRoundedToADTypeHasRankOne(DType dtype)
    {
        var a = (Tensor.From([1.0, 3, 7], [3, 1]) * Tensor.From([1.0 / 3, 0.7, 1.1], [1, 3])).To(dtype);
        a.MatrixRank().Item<long>().ShouldBe(1);
    }
}
