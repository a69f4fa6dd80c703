namespace Flint;

/// <summary>The smallest so far.</summary>
public static class CumminOps
{
    extension(Tensor x)
    {
        /// <summary>The smallest of x₀ ... xᵢ along <paramref name="dim"/>, and where it stands (Int64, the last of equals), to which the gradient goes. NaN stays.</summary>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        public (Tensor Values, Tensor Indices) Cummin(int dim) => Scans.Extreme(x, dim, largest: false);
    }
}
