namespace Flint;

/// <summary>Running products.</summary>
public static class CumprodOps
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = x₀ · ... · xᵢ along <paramref name="dim"/>. Integers and Bool give Int64. The gradient is exact at zeros too.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Cumprod(int dim)
        {
            if (!x.DType.IsFloating) x = x.To(DType.Int64);
            var y = Scans.Run(ScanKind.Product, x, dim);
            return Tape.Tracks(x) ? Tape.Record(y, x, dy => Gradient(dy, x, y, dim), x, y) : y;
        }
    }

    /// <summary>
    /// dxₖ = Σᵢ≥ₖ dyᵢ yᵢ / xₖ before the first zero; at it, the same with 1 in its place; behind it all products stay 0.
    /// </summary>
    static Tensor Gradient(Tensor dy, Tensor x, Tensor y, int dim)
    {
        var zero = x.Detach().Eq(0);
        var zeros = zero.Cumsum(dim);
        var before = CumsumOps.Run(dy * y, dim, reverse: true) / Tensor.Where(zero, 1, x);
        if (!zero.Any().Item<bool>()) return before;
        var first = zero & zeros.Eq(1);
        var without = Tensor.Where(first, 1, x).Cumprod(dim);
        var at = CumsumOps.Run(Tensor.Where(zeros.Eq(0), 0, dy * without), dim, reverse: true);
        return Tensor.Where(zeros.Eq(0), before, Tensor.Where(first, at, 0));
    }
}
