namespace Flint.LinearAlgebra;

/// <summary>The exponential of matrices.</summary>
public static class MatrixExpOps
{
    const int Terms = 18;

    extension(Tensor a)
    {
        /// <summary><c>e^a = I + a + a²/2 + ...</c> by scaling and squaring: 18 terms of the series of a / 2^s, squared s times.</summary>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor MatrixExp() => Batched.InDouble("MatrixExp", a, x =>
        {
            var norm = x.Count == 0 ? 0 : x.Detach().Abs().Sum(-1).Max().Item<double>();
            if (!double.IsFinite(norm)) return [x * double.NaN];
            var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(norm, 0.25))) + 1);
            var (scaled, one) = (x * Math.Pow(2, -squarings), Tensor.Eye(x.Size(-1), dtype: DType.Float64));
            var y = one + scaled * (1.0 / Terms);
            for (var k = Terms - 1; k >= 1; k--) y = one + scaled.MatMul(y) * (1.0 / k);
            for (var k = 0; k < squarings; k++) y = y.MatMul(y);
            return [y];
        }, square: true)[0];
    }
}
