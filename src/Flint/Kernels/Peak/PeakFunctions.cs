using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Measures how fast one core computes exp and erf at the widest lanes, on data in the first-level cache.</summary>
static unsafe class PeakFunctions
{
    // 4 KiB in and 4 KiB out: a quarter of the smallest first-level cache.
    const int Count = 1024, Repeats = 500;

    /// <summary>Elements per nanosecond of the best run, one thread, Float32.</summary>
    internal static double Exp(double seconds) => Measure<ExpBody>(seconds);

    /// <summary>Elements per nanosecond of the best run, one thread, Float32.</summary>
    internal static double Erf(double seconds) => Measure<ErfBody>(seconds);

    static double Measure<TOp>(double seconds) where TOp : unmanaged, IUnaryOp
    {
        // The loop of the element-wise operations itself, so that what is measured is the same code.
        var loop = Loop<float>.Unary<TOp>();
        float[] x = new float[Count], y = new float[Count];
        for (var i = 0; i < Count; i++) x[i] = 6f * i / Count - 3; // both of erf's polynomials, and e^x in the usual range
        fixed (float* px = x, py = y)
        {
            var operands = stackalloc byte*[] { (byte*)py, (byte*)px };
            return Count * Repeats / 1e9 * FastestRun.PerSecond(seconds, () => Repeat<TOp>(loop, operands));
        }
    }

    static void Repeat<TOp>(delegate*<void*, byte**, nint, bool, void> loop, byte** operands) where TOp : unmanaged
    {
        TOp op = default;
        for (var i = 0; i < Repeats; i++) loop(&op, operands, Count, false);
    }

    readonly struct ExpBody : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * y;
    }

    readonly struct ErfBody : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Erf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }
}
