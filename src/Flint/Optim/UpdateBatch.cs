namespace Flint.Optim;

/// <summary>Updates of one kind on one device that wait to be run together.</summary>
abstract class UpdateBatch(Device device)
{
    internal Device Device => device;

    internal abstract void Run();

    internal abstract void Clear();
}

/// <inheritdoc/>
sealed class UpdateBatch<TUpdate>(Device device) : UpdateBatch(device) where TUpdate : struct, IUpdate
{
    // A cache line of floats and a whole number of lanes: cuts between pieces leave the elements that fill no lane at the end of a tensor.
    const long Align = 64;

    readonly List<UpdateItem<TUpdate>> items = [];
    long end;

    internal void Add(TUpdate update, Tensor p, Tensor g, ReadOnlySpan<Tensor> state)
    {
        var item = new UpdateItem<TUpdate>(update, p, g, state.Length > 0 ? state[0] : p, state.Length > 1 ? state[1] : p, end);
        item.RequireMemory();
        items.Add(item);
        end += (p.Count + Align - 1) / Align * Align;
    }

    internal override void Run()
    {
        if (end > 0) Device.Update(items, end);
    }

    internal override void Clear()
    {
        items.Clear();
        end = 0;
    }
}

/// <summary>The update of one parameter, with its place in the range that a batch runs over.</summary>
readonly struct UpdateItem<TUpdate>(TUpdate update, Tensor p, Tensor g, Tensor s, Tensor t, long start) where TUpdate : struct, IUpdate
{
    internal readonly TUpdate Update = update;
    internal readonly Tensor P = p, G = g, S = s, T = t;
    internal readonly long Start = start;

    /// <summary>Memory that was given back is noticed here, before any update has run.</summary>
    internal void RequireMemory()
    {
        P.Storage.GetPinnableReference();
        G.Storage.GetPinnableReference();
        S.Storage.GetPinnableReference();
        T.Storage.GetPinnableReference();
    }
}
