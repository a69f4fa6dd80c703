namespace Flint.LinearAlgebra;

/// <summary>Permutation, lower and upper triangle.</summary>
public static class LuOps
{
    extension(Tensor a)
    {
        /// <summary><c>a = P L U</c> with partial pivoting: P a permutation [m, m], L [m, k] with ones on its diagonal, U [k, n], k = min(m, n).</summary>
        /// <remarks>da = P L⁻ᵀ (tril(Lᵀ dL, -1) + triu(dU Uᵀ)) U⁻ᵀ for square matrices; others have no gradient here.</remarks>
        /// <exception cref="ShapeException">There are fewer than two dimensions.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor P, Tensor L, Tensor U) Lu()
        {
            var parts = Batched.InDouble("Lu", a, Decompose);
            return (parts[0], parts[1], parts[2]);
        }

        /// <summary>The solution x of <c>P L U x = this</c> for the square factors that Lu gave.</summary>
        /// <exception cref="ShapeException">The sizes differ.</exception>
        /// <exception cref="SingularMatrixException">An element of U's diagonal is 0.</exception>
        public Tensor LuSolve(Tensor p, Tensor l, Tensor u) =>
            u.SolveTriangular(l.SolveTriangular(p.MT.MatMul(a), upper: false, unitriangular: true), upper: true);
    }

    static Tensor[] Decompose(Tensor x)
    {
        var (m, n) = (x.Size(-2), x.Size(-1));
        var k = Math.Min(m, n);
        var parts = Batched.Run(x, null, [[m, m], [m, k], [k, n]], (a, _, _) =>
        {
            var (lu, order, _, _) = Factors.Lu(a);
            var (p, l, u) = (new Dense(m, m), new Dense(m, k), new Dense(k, n));
            for (var i = 0; i < m; i++)
            {
                p[order[i], i] = 1;
                for (var j = 0; j < k; j++) l[i, j] = i == j ? 1 : i > j ? lu[i, j] : 0;
                for (var j = i; i < k && j < n; j++) u[i, j] = lu[i, j];
            }
            return [p.Data, l.Data, u.Data];
        });
        Tensor[] plu = [.. parts];
        plu[1] = Tape.Record(parts[1], x, dl => Gradient(plu, plu[1].MT.MatMul(dl).Tril(-1)));
        plu[2] = Tape.Record(parts[2], x, du => Gradient(plu, du.MatMul(plu[2].MT).Triu()));
        return plu;
    }

    static Tensor Gradient(Tensor[] plu, Tensor inner)
    {
        var (p, l, u) = (plu[0], plu[1], plu[2]);
        if (l.Size(-2) != u.Size(-1)) throw new AutogradException($"Lu gives gradients for square matrices only, but got {l.Size(-2)} by {u.Size(-1)}.");
        var left = l.MT.SolveTriangular(inner, upper: true, unitriangular: true);
        return p.MatMul(u.SolveTriangular(left.MT, upper: true).MT);
    }
}
