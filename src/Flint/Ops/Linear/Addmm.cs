namespace Flint;

/// <summary><c>β · x + α · (a product)</c>. Where β is 0, x is not read: its NaN do not count.</summary>
public static class AddmmOps
{
    extension(Tensor x)
    {
        /// <summary>β · x + α · a b for matrices; x broadcasts to the product.</summary>
        /// <exception cref="ShapeException">A factor is no matrix, sizes differ, or x does not broadcast.</exception>
        public Tensor Addmm(Tensor a, Tensor b, double beta = 1, double alpha = 1) => Sum("Addmm", x, a.Mm(b), beta, alpha);

        /// <summary>β · x + α · a v for a matrix and a vector.</summary>
        /// <exception cref="ShapeException">The factors do not fit, or x does not broadcast.</exception>
        public Tensor Addmv(Tensor a, Tensor v, double beta = 1, double alpha = 1) => Sum("Addmv", x, a.Mv(v), beta, alpha);

        /// <summary>β · x + α · a bᵀ for two vectors.</summary>
        /// <exception cref="ShapeException">A factor is no vector, or x does not broadcast.</exception>
        public Tensor Addr(Tensor a, Tensor b, double beta = 1, double alpha = 1) => Sum("Addr", x, a.Outer(b), beta, alpha);

        /// <summary>β · x + α · a[i] b[i] for batches of matrices.</summary>
        /// <exception cref="ShapeException">A factor is no batch of matrices, sizes differ, or x does not broadcast.</exception>
        public Tensor Baddbmm(Tensor a, Tensor b, double beta = 1, double alpha = 1) => Sum("Baddbmm", x, a.Bmm(b), beta, alpha);

        /// <summary>β · x + α · Σ a[i] b[i], summed over the batch.</summary>
        /// <exception cref="ShapeException">A factor is no batch of matrices, sizes differ, or x does not broadcast.</exception>
        public Tensor Addbmm(Tensor a, Tensor b, double beta = 1, double alpha = 1) => Sum("Addbmm", x, a.Bmm(b).Sum(0), beta, alpha);
    }

    static Tensor Sum(string operation, Tensor x, Tensor product, double beta, double alpha)
    {
        Shape shape = product.Shape;
        var fits = x.Rank <= shape.Rank;
        for (var d = 1; fits && d <= x.Rank; d++) fits = x.Layout.Sizes[^d] == 1 || x.Layout.Sizes[^d] == shape[^d];
        if (!fits) throw new ShapeException($"{operation} cannot broadcast x {x.Shape} to the product's shape {shape}.");
        if (alpha != 1) product = product * alpha;
        return beta == 0 ? product : (beta == 1 ? x : x * beta) + product;
    }
}
