namespace Flint.LinearAlgebra;

/// <summary>The triangular root of symmetric positive definite matrices.</summary>
public static class CholeskyOps
{
    extension(Tensor a)
    {
        /// <summary>L with <c>L Lᵀ = a</c>, lower triangular with a positive diagonal; or its transpose. Only a's symmetric part counts.</summary>
        /// <remarks>da = ½ (S + Sᵀ) with S = L⁻ᵀ Φ(Lᵀ dL) L⁻¹, Φ the lower triangle with half the diagonal (Giles 2008; Murray 2016).</remarks>
        /// <param name="upper">Gives Lᵀ.</param>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="SingularMatrixException">A matrix is not positive definite; the message names it and the pivot.</exception>
        public Tensor Cholesky(bool upper = false)
        {
            var lower = Batched.InDouble("Cholesky", a, x =>
            {
                x = (x + x.MT) * 0.5;
                var n = x.Size(-1);
                var l = Batched.Run(x, null, [[n, n]], (m, _, name) => [Factors.Cholesky(m, name).Data])[0];
                return [Tape.Record(l, x, dl =>
                {
                    var inner = l.MT.MatMul(dl.Tril());
                    var half = (inner.Tril() + inner.Tril(-1)) * 0.5;
                    var s = l.MT.SolveTriangular(half.MT.Clone(), upper: true);
                    s = l.MT.SolveTriangular(s.MT.Clone(), upper: true);
                    return (s + s.MT) * 0.5;
                }, l)];
            }, square: true)[0];
            return upper ? lower.MT : lower;
        }

        /// <summary>The solution x of <c>L Lᵀ x = this</c> for a factor that Cholesky gave.</summary>
        /// <param name="factor">L, or Lᵀ where <paramref name="upper"/>.</param>
        /// <param name="upper">Whether the factor is upper triangular.</param>
        /// <exception cref="ShapeException">The factor is not square, or the sizes differ.</exception>
        public Tensor CholeskySolve(Tensor factor, bool upper = false) => upper
            ? factor.SolveTriangular(factor.MT.SolveTriangular(a, upper: false), upper: true)
            : factor.MT.SolveTriangular(factor.SolveTriangular(a, upper: false), upper: true);

        /// <summary>The inverse of L Lᵀ, for this factor L (or Lᵀ).</summary>
        /// <exception cref="ShapeException">The factor is not square.</exception>
        public Tensor CholeskyInverse(bool upper = false) => Tensor.Eye(a.Size(-1), dtype: a.DType).CholeskySolve(a, upper);
    }
}
