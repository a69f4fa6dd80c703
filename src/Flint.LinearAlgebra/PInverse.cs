namespace Flint.LinearAlgebra;

/// <summary>Pseudo-inverses, least squares and ranks.</summary>
public static class PInverseOps
{
    extension(Tensor a)
    {
        /// <summary>Moore and Penrose's pseudo-inverse, [..., m, n] to [..., n, m]; singular values up to rtol · the largest count as 0.</summary>
        /// <remarks>da = -Yᵀ dY Yᵀ + (I - aY) dYᵀ Y Yᵀ + Yᵀ Y dYᵀ (I - Ya) (Golub and Pereyra 1973), right while the rank stays the same.</remarks>
        /// <param name="rtol">max(m, n) times the dtype's epsilon where not given.</param>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor PInverse(double? rtol = null)
        {
            var tolerance = rtol ?? Tolerance(a);
            return Batched.InDouble("PInverse", a, x =>
            {
                var (u, s, vh) = x.Detach().Svd(fullMatrices: false);
                var y = s.Size(-1) == 0 ? Tensor.Zeros([.. x.Shape.Span[..^2], x.Size(-1), x.Size(-2)], DType.Float64)
                    : (vh.MT * Tensor.Where(s > s.Narrow(-1, 0, 1) * tolerance, 1.0 / s, Tensor.Scalar(0, DType.Float64)).Unsqueeze(-2)).MatMul(u.MT);
                return [Tape.Record(y, x, dy =>
                {
                    var (yt, dyt) = (y.MT, dy.MT);
                    var (left, right) = (dyt - x.MatMul(y.MatMul(dyt)), dyt - dyt.MatMul(y).MatMul(x));
                    return left.MatMul(y).MatMul(yt) + yt.MatMul(y).MatMul(right) - yt.MatMul(dy).MatMul(yt);
                }, x, y)];
            })[0];
        }

        /// <summary>The x of the smallest norm that makes <c>|a x - b|²</c> smallest: pinv(a) b.</summary>
        /// <param name="b">[..., m, k].</param>
        /// <param name="rtol">As for PInverse.</param>
        /// <exception cref="ShapeException">The sizes differ.</exception>
        /// <exception cref="DTypeException">The dtypes are not one floating dtype.</exception>
        public Tensor Lstsq(Tensor b, double? rtol = null)
        {
            SolveOps.RequireSame("Lstsq", a, b);
            if (a.Rank < 2 || b.Rank < 2 || a.Size(-2) != b.Size(-2)) throw new ShapeException($"Lstsq expects [..., m, n] and [..., m, k], but got {a.Shape} and {b.Shape}.");
            return a.To(DType.Float64).PInverse(rtol ?? Tolerance(a)).MatMul(b.To(DType.Float64)).To(a.DType);
        }

        /// <summary>How many singular values are above rtol · the largest one, Int64 [...].</summary>
        /// <param name="rtol">max(m, n) times the dtype's epsilon where not given.</param>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor MatrixRank(double? rtol = null)
        {
            var s = a.Detach().SvdVals();
            return s.Size(-1) == 0 ? Tensor.Zeros([.. s.Shape.Span[..^1]], DType.Int64) : (s > s.Narrow(-1, 0, 1) * (rtol ?? Tolerance(a))).Sum(-1);
        }
    }

    static double Tolerance(Tensor a) => a.Rank < 2 ? 0 : Math.Max(a.Size(-1), a.Size(-2)) * Math.ScaleB(1, a.DType switch
    {
        DType.BFloat16 => -7,
        DType.Float16 => -10,
        DType.Float32 => -23,
        _ => -52,
    });
}
