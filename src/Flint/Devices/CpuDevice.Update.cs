using System.Numerics;
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
}
