namespace Flint;

/// <summary>Running sums.</summary>
public static class CumsumOps
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = x₀ + ... + xᵢ along <paramref name="dim"/>, added up in Float64 for Float32. Integers and Bool give Int64.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor Cumsum(int dim) => Run(x, dim, reverse: false);
    }

    /// <summary>Reversed: yᵢ = xᵢ + ... + xₙ. Each is the gradient of the other.</summary>
    internal static Tensor Run(Tensor x, int dim, bool reverse)
    {
        if (!x.DType.IsFloating) x = x.To(DType.Int64);
        var y = Scans.Run(ScanKind.Sum, x, dim, reverse);
        return Tape.Tracks(x) ? Tape.Record(y, x, dy => Run(dy, dim, !reverse)) : y;
    }
}
