using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>Folds x over the dimensions in which y has size 1; of equal rank and dtype. Sums and products take Float32, Float64 and Int64.</summary>
    internal abstract void Fold<TOp>(Tensor x, Tensor y) where TOp : unmanaged, IFold;

    /// <summary>
    /// The largest (smallest) of x along its middle dimension and its first position; x is contiguous [outer, n, inner], the
    /// results are contiguous [outer, inner]. NaN wins.
    /// </summary>
    internal abstract void Extreme(Tensor x, bool largest, Tensor values, Tensor indices);
}
