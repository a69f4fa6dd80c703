namespace Flint.LinearAlgebra;

/// <summary>The largest singular values and their vectors, by random projection (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1).</summary>
public static class LowrankOps
{
    extension(Tensor a)
    {
        /// <summary>U, S and V with a ≈ U diag(S) Vᵀ, of rank q. For matrices much larger than q, cheaper than <c>Svd</c>.</summary>
        /// <param name="q">How many singular values; a few more than are wanted make those exact.</param>
        /// <param name="niter">Power iterations: more where the values fall off slowly.</param>
        /// <param name="generator">What draws the projection; the thread's ambient generator where null.</param>
        /// <returns>U [..., m, q], S [..., q] and V [..., n, q], not transposed.</returns>
        /// <exception cref="ShapeException">There are fewer than two dimensions, or q is not from 1 to the smaller size.</exception>
        /// <exception cref="ArgumentOutOfRangeException">niter is negative.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor U, Tensor S, Tensor V) SvdLowrank(int q = 6, int niter = 2, Generator? generator = null)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(niter);
            Require("SvdLowrank", a, q);
            var x = a.To(DType.Float64);
            var basis = x.MatMul(Tensor.RandN([.. a.Shape.Span[..^2], a.Size(-1), q], DType.Float64, generator)).Qr().Q;
            for (var i = 0; i < niter; i++) basis = x.MatMul(x.MT.MatMul(basis).Qr().Q).Qr().Q;
            var (u, s, vh) = basis.MT.MatMul(x).Svd(fullMatrices: false);
            return (basis.MatMul(u).To(a.DType), s.To(a.DType), vh.MT.To(a.DType));
        }

        /// <summary>
        /// Principal components: <see cref="SvdLowrank"/> of the rows less their mean. Columns of V are the directions, S² / (m - 1) their
        /// variances, and a.MatMul(V) the coordinates.
        /// </summary>
        /// <param name="q">How many; 6, or the smaller size, where not given.</param>
        /// <param name="center">Whether the mean of each column is subtracted.</param>
        /// <param name="niter">Power iterations.</param>
        /// <param name="generator">What draws the projection; the thread's ambient generator where null.</param>
        /// <exception cref="ShapeException">There are fewer than two dimensions, or q is not from 1 to the smaller size.</exception>
        /// <exception cref="ArgumentOutOfRangeException">niter is negative.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor U, Tensor S, Tensor V) PcaLowrank(int? q = null, bool center = true, int niter = 2, Generator? generator = null)
        {
            var rank = q ?? (a.Rank < 2 ? 6 : Math.Min(6, Math.Min(a.Size(-2), a.Size(-1))));
            Require("PcaLowrank", a, rank);
            var x = a.To(DType.Float64);
            var (u, s, v) = (center ? x - x.Mean(-2, keepDim: true) : x).SvdLowrank(rank, niter, generator);
            return (u.To(a.DType), s.To(a.DType), v.To(a.DType));
        }
    }

    static void Require(string operation, Tensor a, int q)
    {
        if (!a.DType.IsFloating) throw new DTypeException($"{operation} needs a floating tensor, but got {a.DType}: convert with To(DType.Float32) first.");
        if (a.Rank < 2 || q < 1 || q > Math.Min(a.Size(-1), a.Size(-2)))
            throw new ShapeException($"{operation} expects matrices [..., m, n] and q from 1 to the smaller size, but got {a.Shape} and {q}.");
    }
}
