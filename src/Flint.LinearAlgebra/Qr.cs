namespace Flint.LinearAlgebra;

/// <summary>Orthonormal columns times an upper triangle.</summary>
public static class QrOps
{
    extension(Tensor a)
    {
        /// <summary><c>a = Q R</c> with orthonormal columns in Q and R upper triangular, by Householder reflections.</summary>
        /// <remarks>
        /// For m ≥ n, da = (dQ + Q copyltu(M)) R⁻ᵀ with M = R dRᵀ - dQᵀ Q (Walter and Lehmann 2010); wider matrices by their first m columns.
        /// The signs of R's diagonal are free: as in LAPACK, they are not made positive.
        /// </remarks>
        /// <param name="complete">Q [m, m] and R [m, n] instead of [m, k] and [k, n], k = min(m, n); then without gradient if m > n.</param>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor Q, Tensor R) Qr(bool complete = false)
        {
            var qr = Batched.InDouble("Qr", a, x => Decompose(x, complete));
            return (qr[0], qr[1]);
        }
    }

    static Tensor[] Decompose(Tensor x, bool complete)
    {
        var (m, n) = (x.Size(-2), x.Size(-1));
        var k = complete ? m : Math.Min(m, n);
        if (m < n)
        {
            var square = Decompose(x.Narrow(-1, 0, m), complete: false);
            return [square[0], Tensor.Concat([square[1], square[0].MT.MatMul(x.Narrow(-1, m, n - m))], -1)];
        }
        var parts = Batched.Run(x, null, [[m, k], [k, n]], (a, _, _) => Factors.Qr(a, complete) is var (q, r) ? [q, r] : []);
        if (complete && m > n)
            return [.. parts.Select(y => Tape.Record(y, x, _ => throw new AutogradException("Qr(complete: true) of matrices with more rows than columns has no gradient: its last columns of Q are not determined. Use the reduced form.")))];
        Tensor[] qr = [parts[0], parts[1]];
        qr[0] = Tape.Record(parts[0], x, dq => Gradient(qr, dq, -dq.MT.MatMul(qr[0])));
        qr[1] = Tape.Record(parts[1], x, dr => Gradient(qr, null, qr[1].MatMul(dr.Triu().MT)));
        return qr;
    }

    static Tensor Gradient(Tensor[] qr, Tensor? dq, Tensor inner)
    {
        var side = qr[0].MatMul(inner.Tril() + inner.Tril(-1).MT);
        return qr[1].SolveTriangular((dq is null ? side : dq + side).MT, upper: true).MT;
    }
}
