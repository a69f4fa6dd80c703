namespace Flint.LinearAlgebra;

/// <summary>Singular values.</summary>
public static class SvdOps
{
    extension(Tensor a)
    {
        /// <summary><c>a = U diag(S) Vh</c>, the singular values from large to small.</summary>
        /// <remarks>
        /// Gradients as Townsend (2016) has them; with F_ij = 1 / (s_j² - s_i²) those of U and Vh are infinite where singular values are equal
        /// or 0 and depend on the free signs unless the loss does not: then, and for S, they are sound. The columns that only the full form
        /// has carry no gradient.
        /// </remarks>
        /// <param name="fullMatrices">U [m, m] and Vh [n, n] instead of [m, k] and [k, n], k = min(m, n).</param>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor U, Tensor S, Tensor Vh) Svd(bool fullMatrices = true)
        {
            var parts = Batched.InDouble("Svd", a, x => Decompose(x, fullMatrices));
            return (parts[0], parts[1], parts[2]);
        }

        /// <summary>The singular values from large to small, [..., min(m, n)]. da = U diag(dS) Vh.</summary>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor SvdVals() => Batched.InDouble("SvdVals", a, x => [Decompose(x, full: false)[1]])[0];
    }

    static Tensor[] Decompose(Tensor x, bool full)
    {
        var (m, n) = (x.Size(-2), x.Size(-1));
        var k = Math.Min(m, n);
        var parts = Batched.Run(x, null, [[m, m], [k], [n, n]], (a, _, _) =>
        {
            if (k == 0) return [Identity(m), [], Identity(n)];
            var (u, s, vh) = Factors.Svd(a);
            return [Factors.RowMajor(u), s, Factors.RowMajor(vh)];
        });
        var (left, right) = (parts[0].Narrow(-1, 0, k).Clone(), parts[2].Narrow(-2, 0, k).Clone());
        // Each rule reads all three results as they are recorded, so that it has derivatives of its own.
        Tensor[] usv = [left, parts[1], right];
        usv[0] = Tape.Record(left, x, du => Gradient(usv, du, null, null));
        usv[1] = Tape.Record(parts[1], x, ds => Gradient(usv, null, ds, null));
        usv[2] = Tape.Record(right, x, dvh => Gradient(usv, null, null, dvh));
        if (!full) return usv;
        return [m == k ? usv[0] : Tensor.Concat([usv[0], parts[0].Narrow(-1, k, m - k)], -1), usv[1],
            n == k ? usv[2] : Tensor.Concat([usv[2], parts[2].Narrow(-2, k, n - k)], -2)];
    }

    static Tensor Gradient(Tensor[] usv, Tensor? du, Tensor? ds, Tensor? dvh)
    {
        var (u, s, vh) = (usv[0], usv[1], usv[2]);
        if (ds is not null) return (u * ds.Unsqueeze(-2)).MatMul(vh);
        var k = s.Size(-1);
        var squares = s * s;
        var one = Tensor.Eye(k, dtype: DType.Float64);
        var f = (1.0 - one) / (squares.Unsqueeze(-2) - squares.Unsqueeze(-1) + one);
        if (du is not null)
        {
            var inner = u.MT.MatMul(du);
            var core = f * (inner - inner.MT) * s.Unsqueeze(-2);
            var outside = u.Size(-2) > k ? (du - u.MatMul(inner)) / s.Unsqueeze(-2) : null;
            return (outside is null ? u.MatMul(core) : u.MatMul(core) + outside).MatMul(vh);
        }
        var (v, dv) = (vh.MT, dvh!.MT);
        var within = v.MT.MatMul(dv);
        var middle = s.Unsqueeze(-1) * (f * (within - within.MT));
        var beyond = vh.Size(-1) > k ? ((dv - v.MatMul(within)) / s.Unsqueeze(-2)).MT : null;
        return u.MatMul(beyond is null ? middle.MatMul(vh) : middle.MatMul(vh) + beyond);
    }

    static double[] Identity(int n)
    {
        var identity = new Dense(n, n);
        for (var i = 0; i < n; i++) identity[i, i] = 1;
        return identity.Data;
    }
}
