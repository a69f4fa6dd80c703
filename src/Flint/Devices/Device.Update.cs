using Flint.Optim;

namespace Flint;

public abstract partial class Device
{
    /// <summary>An optimiser's update in place, over contiguous tensors of one floating dtype and equal counts.</summary>
    internal abstract void Update<TUpdate>(TUpdate update, Tensor p, Tensor g, ReadOnlySpan<Tensor> state) where TUpdate : struct, IUpdate;

    /// <summary>Many of them in one pass over [0, count), where each item has its elements from its start on; none is narrow.</summary>
    internal abstract void Update<TUpdate>(List<UpdateItem<TUpdate>> items, long count) where TUpdate : struct, IUpdate;
}
