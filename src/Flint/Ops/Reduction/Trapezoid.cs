namespace Flint;

/// <summary>Integrals by the trapezoidal rule.</summary>
public static class TrapezoidOps
{
    extension(Tensor y)
    {
        /// <summary>Σ dx (yᵢ + yᵢ₊₁) / 2 along <paramref name="dim"/>.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Trapezoid(double dx = 1, int dim = -1) => (Areas(y, dim) * dx).Sum(dim);

        /// <summary>Σ (xᵢ₊₁ - xᵢ) (yᵢ + yᵢ₊₁) / 2 along <paramref name="dim"/>; x is 1-D, or broadcasts with y.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Trapezoid(Tensor x, int dim = -1) => (Areas(y, dim) * Steps(x, y, dim)).Sum(dim);

        /// <summary>The integrals up to each point: one less than there are points.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor CumulativeTrapezoid(double dx = 1, int dim = -1) => (Areas(y, dim) * dx).Cumsum(dim);

        /// <summary>The integrals over x up to each point: one less than there are points.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor CumulativeTrapezoid(Tensor x, int dim = -1) => (Areas(y, dim) * Steps(x, y, dim)).Cumsum(dim);
    }

    static Tensor Areas(Tensor y, int dim)
    {
        var n = Math.Max(y.Size(dim) - 1, 0);
        return (y.Narrow(dim, y.Size(dim) - n, n) + y.Narrow(dim, 0, n)) / 2;
    }

    static Tensor Steps(Tensor x, Tensor y, int dim)
    {
        if (x.Rank != 1) return x.Diff(dim: dim);
        int[] sizes = [.. Enumerable.Repeat(1, y.Rank)];
        sizes[y.Dim(dim)] = Math.Max(x.Size(0) - 1, 0);
        return x.Diff().Reshape(sizes);
    }
}
