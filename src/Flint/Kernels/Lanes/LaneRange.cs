using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Work on [start, end) written once for every lane width; <see cref="LaneRange.For"/> picks the widest.</summary>
interface ILaneRange<T> where T : unmanaged, INumber<T>
{
    void Run<V>(long start, long end) where V : struct, ISimdLane<V>;
}

/// <summary>Runs an <see cref="ILaneRange{T}"/> on the team's threads with the widest lane of the processor.</summary>
static class LaneRange
{
    internal static void For<T, TBody>(long count, long grain, TBody body)
        where T : unmanaged, INumber<T> where TBody : struct, ILaneRange<T>
    {
        var widest = new Widest<T, TBody>(body);
        Threads.For(count, grain, ref widest);
    }

    readonly struct Widest<T, TBody>(TBody body) : IRangeBody where T : unmanaged, INumber<T> where TBody : struct, ILaneRange<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long start, long end)
        {
            if (Vector512.IsHardwareAccelerated) body.Run<Lane512<T>>(start, end);
            else if (Vector256.IsHardwareAccelerated) body.Run<Lane256<T>>(start, end);
            else if (Vector128.IsHardwareAccelerated) body.Run<Lane128<T>>(start, end);
            else body.Run<Lane1<T>>(start, end);
        }
    }
}
