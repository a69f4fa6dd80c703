namespace Flint;

/// <summary>Logarithms of running sums of exponentials.</summary>
public static class LogCumsumExpOps
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = log(e^x₀ + ... + e^xᵢ) along <paramref name="dim"/>, without overflow.</summary>
        /// <exception cref="DTypeException">The dtype is not floating.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public Tensor LogCumsumExp(int dim)
        {
            Reduction.RequireFloating(x, "LogCumsumExp");
            return Run(x, dim, reverse: false);
        }
    }

    static Tensor Run(Tensor x, int dim, bool reverse)
    {
        var y = Scans.Run(ScanKind.LogSumExp, x, dim, reverse);
        return Tape.Tracks(x) ? Tape.Record(y, x, dy => Gradient(dy, x, y, dim, reverse), x, y) : y;
    }

    /// <summary>
    /// dxₖ = Σᵢ≥ₖ dyᵢ e^(xₖ - yᵢ) in Float64. No exponent is above 0, but e^xₖ and e^-yᵢ alone overflow: the sums are logarithms too, of the
    /// positive dyᵢ and of the negative ones.
    /// </summary>
    static Tensor Gradient(Tensor dy, Tensor x, Tensor y, int dim, bool reverse)
    {
        var (wideDy, wideX, wideY) = (dy.To(DType.Float64), x.To(DType.Float64), y.To(DType.Float64));
        Tensor Part(Tensor size, Tensor counts)
        {
            var terms = Tensor.Where(counts & wideY.IsFinite(), Tensor.Where(counts, size, 1).Log() - wideY, float.NegativeInfinity);
            return (wideX + Run(terms, dim, !reverse)).Exp();
        }
        return (Part(wideDy, !(wideDy <= 0)) - Part(-wideDy, wideDy < 0)).To(x.DType);
    }
}
