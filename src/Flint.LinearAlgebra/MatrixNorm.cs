namespace Flint.LinearAlgebra;

/// <summary>Norms and condition numbers of matrices.</summary>
public static class MatrixNormOps
{
    extension(Tensor a)
    {
        /// <summary>A norm of each matrix, [..., m, n] to [...].</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor MatrixNorm(MatrixNormKind ord = MatrixNormKind.Fro) => Batched.InDouble("MatrixNorm", a, x => [ord switch
        {
            MatrixNormKind.Fro => (x * x).Sum([-2, -1]).Sqrt(),
            MatrixNormKind.Nuc => x.SvdVals().Sum(-1),
            MatrixNormKind.Two => x.SvdVals().Select(-1, 0),
            MatrixNormKind.MinusTwo => x.SvdVals().Select(-1, -1),
            MatrixNormKind.One => x.Abs().Sum(-2).Max(-1).Item1,
            _ => x.Abs().Sum(-1).Max(-1).Item1,
        }])[0];

        /// <summary>The condition number of each matrix: norm(a) · norm(a⁻¹), by default the largest singular value over the smallest one.</summary>
        /// <param name="p">The norm; others than Two and MinusTwo need invertible matrices.</param>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="SingularMatrixException">The norm needs the inverse, and a matrix has none.</exception>
        public Tensor Cond(MatrixNormKind p = MatrixNormKind.Two) => Batched.InDouble("Cond", a, x => [p switch
        {
            MatrixNormKind.Two => x.SvdVals() is var s ? s.Select(-1, 0) / s.Select(-1, -1) : x,
            MatrixNormKind.MinusTwo => x.SvdVals() is var s ? s.Select(-1, -1) / s.Select(-1, 0) : x,
            _ => x.MatrixNorm(p) * x.Inverse().MatrixNorm(p),
        }])[0];
    }
}
