using System.Numerics;
using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Between a lane and a number: sum and maximum over the elements in their order, and the same number in each.</summary>
static unsafe class Across
{
    [MethodImpl(Always)]
    internal static V Same<V, T>(T value) where V : struct, ISimdLane<V> where T : unmanaged, INumber<T> =>
        V.Const(double.CreateTruncating(value));

    [MethodImpl(Always)]
    internal static T Sum<V, T>(V lane) where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        if (V.Width == 1) return Unsafe.As<V, T>(ref lane);
        var elements = stackalloc T[V.Width];
        V.Store(lane, elements, 0);
        var sum = elements[0];
        for (var i = 1; i < V.Width; i++) sum += elements[i];
        return sum;
    }

    [MethodImpl(Always)]
    internal static T Max<V, T>(V lane) where V : struct, ISimdLane<V> where T : unmanaged, INumber<T>
    {
        if (V.Width == 1) return Unsafe.As<V, T>(ref lane);
        var elements = stackalloc T[V.Width];
        V.Store(lane, elements, 0);
        var max = elements[0];
        for (var i = 1; i < V.Width; i++) max = elements[i] > max ? elements[i] : max;
        return max;
    }
}
