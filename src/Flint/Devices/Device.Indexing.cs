using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>y[o, k, :] = x[o, ids[k], :]; all contiguous, ids Int64 and in range.</summary>
    internal abstract void SelectRows(Tensor x, Tensor ids, Tensor y, Axis axis);

    /// <summary>x[o, ids[k], :] += y[o, k, :] in the order of k, except where ids[k] is <paramref name="skip"/>.</summary>
    internal abstract void AddRows(Tensor y, Tensor ids, Tensor x, Axis axis, long skip);

    /// <summary>y[o, k, i] = x[o, ids[o, k, i], i]; all contiguous, ids Int64 and in range.</summary>
    internal abstract void Gather(Tensor x, Tensor ids, Tensor y, int count, Axis axis);

    /// <summary>x[o, ids[o, k, i], i] += y[o, k, i] in the order of k.</summary>
    internal abstract void ScatterAdd(Tensor y, Tensor ids, Tensor x, int count, Axis axis);

    /// <summary>
    /// x[o, ids, i] = x ∘ y[o, k, i] in the order of k, by <paramref name="mode"/>; ids are one per element of y, or one per k.
    /// All contiguous, ids Int64 and in range.
    /// </summary>
    internal abstract void Scatter(Tensor y, Tensor ids, Tensor x, long count, Axis axis, ScatterMode mode);
}
