using Flint.Optim;

namespace Flint;

public abstract partial class Device
{
    /// <summary>An optimiser's update in place, over contiguous tensors of one floating dtype and equal counts.</summary>
    internal abstract void Update<TUpdate>(TUpdate update, Tensor p, Tensor g, ReadOnlySpan<Tensor> state) where TUpdate : struct, IUpdate;
}
