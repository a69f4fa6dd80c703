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
            var y = Scans.Run(ScanKind.LogSumExp, x, dim);
            return Tape.Tracks(x) ? Tape.Record(y, x, dy => Gradient(dy, x, y, dim), x, y) : y;
        }
    }

    /// <summary>dxₖ = e^xₖ Σᵢ≥ₖ dyᵢ e^-yᵢ, in Float64 and relative to the line's largest element, so that e^-y does not overflow.</summary>
    static Tensor Gradient(Tensor dy, Tensor x, Tensor y, int dim)
    {
        var (dtype, shift) = (x.DType, Reduction.Lifted(x.Detach()).Max(dim, keepDim: true).Values.Reshape(Reduction.KeptSizes(x, [dim])).To(DType.Float64));
        var weights = Tensor.Where(y.IsFinite(), (shift - y.To(DType.Float64)).Exp(), 0);
        var sums = CumsumOps.Run(dy.To(DType.Float64) * weights, dim, reverse: true);
        return ((x.To(DType.Float64) - shift).Exp() * sums).To(dtype);
    }
}
