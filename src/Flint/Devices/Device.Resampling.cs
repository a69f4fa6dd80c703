using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>y = rows times x along one dimension of contiguous tensors.</summary>
    internal abstract void AxisProduct(Tensor x, Tensor y, SparseRows rows, Axis axis);

    /// <summary>y[plane, ids[plane, k]] = x[plane, k] in the order of k; all contiguous, ids Int64 and in range.</summary>
    internal abstract void Unpool(Tensor x, Tensor ids, Tensor y, long planes);
}
