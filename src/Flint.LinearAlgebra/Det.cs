using MathNet.Numerics.LinearAlgebra;

namespace Flint.LinearAlgebra;

/// <summary>Determinants.</summary>
public static class DetOps
{
    extension(Tensor a)
    {
        /// <summary>The determinant of each matrix, [..., n, n] to [...].</summary>
        /// <remarks>
        /// da = dy · det(a) a⁻ᵀ. Where a matrix is singular this is the transposed adjugate, from the singular value decomposition, and has no
        /// further derivative.
        /// </remarks>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor Det() => Batched.InDouble("Det", a, x =>
        {
            var y = Batched.Run(x, null, [[]], (m, _, _) => [[Factors.Lu(m) is var f ? f.Sign * Diagonal(f.Lu).Aggregate(1.0, (p, v) => p * v) : 0]])[0];
            var isSingular = y.ToArray<double>().Contains(0);
            return [Tape.Record(y, x, dy => (isSingular ? dy : dy * y).Unsqueeze(-1).Unsqueeze(-1) * (isSingular ? Adjugate(x).MT : SolveOps.Inverted(x, "Det").MT), x, y)];
        }, square: true)[0];

        /// <summary>The sign (0 for a singular matrix) and the logarithm of the absolute value of each determinant: no overflow where Det has one.</summary>
        /// <remarks>da = dlog · a⁻ᵀ; none exists for a singular matrix.</remarks>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor Sign, Tensor LogAbsDet) SlogDet()
        {
            var both = Batched.InDouble("SlogDet", a, x =>
            {
                var parts = Batched.Run(x, null, [[], []], (m, _, _) =>
                {
                    var (lu, _, sign, _) = Factors.Lu(m);
                    return [[Diagonal(lu).Aggregate((double)sign, (s, v) => s * Math.Sign(v))], [Diagonal(lu).Sum(v => Math.Log(Math.Abs(v)))]];
                });
                return [parts[0], Tape.Record(parts[1], x, dy => dy.Unsqueeze(-1).Unsqueeze(-1) * SolveOps.Inverted(x, "SlogDet").MT, x)];
            }, square: true);
            return (both[0], both[1]);
        }

        /// <summary>The logarithm of each determinant: NaN where it is negative, -∞ where it is 0.</summary>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor LogDet()
        {
            var (sign, log) = a.SlogDet();
            return Tensor.Where(sign < 0, Tensor.Scalar(double.NaN, log.DType), log);
        }
    }

    static IEnumerable<double> Diagonal(Dense m) => Enumerable.Range(0, m.Rows).Select(i => m.Data[i * m.Columns + i]);

    /// <summary>det(U) det(V) V diag(products of the other singular values) Uᵀ.</summary>
    static Tensor Adjugate(Tensor x) => Batched.Run(x, null, [[x.Size(-1), x.Size(-1)]], (m, _, _) =>
    {
        var (u, s, vh) = Factors.Svd(m);
        var others = s.Select((_, i) => s.Where((_, j) => j != i).Aggregate(1.0, (p, v) => p * v));
        var sign = u.Determinant() * vh.Determinant();
        return [Factors.RowMajor(sign * vh.Transpose() * Matrix<double>.Build.DenseOfDiagonalArray([.. others]) * u.Transpose())];
    })[0];
}
