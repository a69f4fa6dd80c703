using System.Numerics;
using System.Runtime.InteropServices;
using Flint.Kernels;
using Flint.Optim;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Update<TUpdate>(TUpdate update, Tensor p, Tensor g, ReadOnlySpan<Tensor> state)
    {
        var s = state.Length > 0 ? state[0] : p;
        var t = state.Length > 1 ? state[1] : p;
        if (p.DType == DType.Float64) Update<TUpdate, double>(update, p, g, s, t);
        else Update<TUpdate, float>(update, p, g, s, t);
        p.Storage.Version++;
        foreach (var tensor in state) tensor.Storage.Version++;
    }

    internal override void Update<TUpdate>(List<UpdateItem<TUpdate>> items, long count)
    {
        var loop = new UpdateItemsLoop<TUpdate>(items);
        Threads.For(count, Grain.Of(1), ref loop);
        foreach (ref readonly var item in CollectionsMarshal.AsSpan(items))
        {
            item.P.Storage.Version++;
            if (TUpdate.States > 0) item.S.Storage.Version++;
            if (TUpdate.States > 1) item.T.Storage.Version++;
        }
    }

    static void Update<TUpdate, T>(TUpdate update, Tensor p, Tensor g, Tensor s, Tensor t)
        where TUpdate : struct, IUpdate where T : unmanaged, INumber<T>
    {
        fixed (byte* pp = p.Storage, pg = g.Storage, ps = s.Storage, pt = t.Storage)
        {
            var loop = new UpdateLoop<TUpdate, T>(update, At(pp, p), At(pg, g), At(ps, s), At(pt, t));
            Threads.For(p.Count, Grain.Of(1), ref loop);
        }
        GC.KeepAlive(p);
        GC.KeepAlive(g);
        GC.KeepAlive(s);
        GC.KeepAlive(t);
    }

    /// <summary>Many updates over one range: each item has its elements from its start on. The list keeps the tensors alive; a piece pins those it is on.</summary>
    readonly struct UpdateItemsLoop<TUpdate>(List<UpdateItem<TUpdate>> items) : IRangeBody where TUpdate : struct, IUpdate
    {
        public void Run(long start, long end)
        {
            var all = CollectionsMarshal.AsSpan(items);
            for (var i = IndexAt(all, start); i < all.Length && all[i].Start < end; i++)
            {
                ref readonly var item = ref all[i];
                var (from, to) = (Math.Max(start - item.Start, 0), Math.Min(end - item.Start, item.P.Count));
                if (from >= to) continue;
                if (item.P.DType == DType.Float64) Run<double>(item, from, to);
                else Run<float>(item, from, to);
            }
        }

        /// <summary>The last item that starts at this place or before.</summary>
        static int IndexAt(ReadOnlySpan<UpdateItem<TUpdate>> items, long place)
        {
            var (low, high) = (0, items.Length);
            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                if (items[middle].Start <= place) low = middle;
                else high = middle;
            }
            return low;
        }

        static void Run<T>(in UpdateItem<TUpdate> item, long from, long to) where T : unmanaged, INumber<T>
        {
            fixed (byte* p = item.P.Storage, g = item.G.Storage, s = item.S.Storage, t = item.T.Storage)
                new UpdateLoop<TUpdate, T>(
                    item.Update, At(p, item.P), At(g, item.G), At(s, item.S), At(t, item.T)).Run(from, to);
        }
    }
}
