using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Flint.Optim;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// An optimiser's update over contiguous memory, in place: one pass over parameter p, gradient g and up to two state tensors s, t.
/// </summary>
unsafe struct UpdateLoop<TUpdate, T>(TUpdate update, byte* p, byte* g, byte* s, byte* t) : IRangeBody
    where TUpdate : struct, IUpdate where T : unmanaged, INumber<T>
{
    public void Run(long start, long end)
    {
        var done = (nint)start;
        if (Vector512.IsHardwareAccelerated) done = Lanes<Lane512<T>>(done, (nint)end);
        else if (Vector256.IsHardwareAccelerated) done = Lanes<Lane256<T>>(done, (nint)end);
        else if (Vector128.IsHardwareAccelerated) done = Lanes<Lane128<T>>(done, (nint)end);
        Lanes<Lane1<T>>(done, (nint)end);
    }

    /// <summary>Updates whole lanes; gives the number of the first element that did not fill one.</summary>
    [MethodImpl(Hot)]
    readonly nint Lanes<V>(nint start, nint end) where V : struct, ISimdLane<V>
    {
        var body = update;
        byte* parameter = p, gradient = g, state = s, other = t;
        var i = start;
        for (; i <= end - V.Width; i += V.Width)
        {
            var x = V.Load(parameter, i);
            var first = TUpdate.States > 0 ? V.Load(state, i) : default;
            var second = TUpdate.States > 1 ? V.Load(other, i) : default;
            body.Apply(ref x, V.Load(gradient, i), ref first, ref second);
            V.Store(x, parameter, i);
            if (TUpdate.States > 0) V.Store(first, state, i);
            if (TUpdate.States > 1) V.Store(second, other, i);
        }
        return i;
    }
}
