using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>y = maximum of each window; <paramref name="positions"/> (Int32 in the plane, UInt8 for 2 x 2 blocks) says which.</summary>
    internal abstract void MaxPool(Tensor x, Tensor y, Tensor? positions, PoolWindows rows, PoolWindows columns);

    /// <summary>dx = dy at the positions of the maxima, 0 elsewhere.</summary>
    internal abstract void MaxPoolGradient(Tensor dy, Tensor positions, Tensor dx, PoolWindows rows, PoolWindows columns);

    /// <summary>y = sum of each window divided by its divisor.</summary>
    internal abstract void AvgPool(Tensor x, Tensor y, PoolWindows rows, PoolWindows columns);

    /// <summary>dx = sum over the windows that cover an element of dy / divisor.</summary>
    internal abstract void AvgPoolGradient(Tensor dy, Tensor dx, PoolWindows rows, PoolWindows columns);
}
