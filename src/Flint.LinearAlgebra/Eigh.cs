namespace Flint.LinearAlgebra;

/// <summary>Eigenvalues of symmetric matrices.</summary>
public static class EighOps
{
    extension(Tensor a)
    {
        /// <summary><c>a = V diag(values) Vᵀ</c> of the symmetric part (a + aᵀ) / 2: eigenvalues from small to large, eigenvectors in V's columns.</summary>
        /// <remarks>
        /// da = V (diag(dvalues) + Vᵀ dV / (λ_j - λ_i)) Vᵀ, made symmetric (Giles 2008). Gradients of the vectors are infinite where eigenvalues
        /// are equal and depend on the free signs unless the loss does not.
        /// </remarks>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public (Tensor Values, Tensor Vectors) Eigh()
        {
            var parts = Batched.InDouble("Eigh", a, Decompose, square: true);
            return (parts[0], parts[1]);
        }

        /// <summary>The eigenvalues of the symmetric part, from small to large.</summary>
        /// <exception cref="ShapeException">The matrices are not square.</exception>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        public Tensor EigvalsH() => Batched.InDouble("EigvalsH", a, x => [Decompose(x)[0]], square: true)[0];
    }

    static Tensor[] Decompose(Tensor x)
    {
        x = (x + x.MT) * 0.5;
        var n = x.Size(-1);
        var parts = Batched.Run(x, null, [[n], [n, n]], (m, _, _) => Factors.Eigh(m) is var (values, vectors) ? [values, vectors] : []);
        Tensor[] pair = [parts[0], parts[1]];
        pair[0] = Tape.Record(parts[0], x, dl => (pair[1] * dl.Unsqueeze(-2)).MatMul(pair[1].MT));
        pair[1] = Tape.Record(parts[1], x, dv =>
        {
            var (values, v) = (pair[0], pair[1]);
            var one = Tensor.Eye(n, dtype: DType.Float64);
            var inner = v.MT.MatMul(dv) * (1.0 - one) / (values.Unsqueeze(-2) - values.Unsqueeze(-1) + one);
            return v.MatMul(inner).MatMul(v.MT);
        });
        return pair;
    }
}
