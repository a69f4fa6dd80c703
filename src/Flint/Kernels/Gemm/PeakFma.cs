using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Measures what one core can do at most: floating-point operations per second of independent multiply-adds in registers.</summary>
static unsafe class PeakFma
{
    const int Chains = 12, Steps = 200_000;

    /// <summary>The best of repeated runs over <paramref name="seconds"/>, in GFLOP/s (Float32, one thread).</summary>
    internal static double Measure(double seconds = 0.3)
    {
        var best = double.MaxValue;
        var begin = Stopwatch.GetTimestamp();
        do
        {
            var since = Stopwatch.GetTimestamp();
            Sink = Run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds);
        return 2.0 * Chains * Lanes * Steps / best * 1e-9;
    }

    // Keeps the measured work alive.
    static float Sink;

    static int Lanes => Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count : Vector128<float>.Count;

    static float Run() => Vector512.IsHardwareAccelerated ? Loop<Simd512<float>, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? Loop<Simd256<float>, Vector256<float>>() : Loop<Simd128<float>, Vector128<float>>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Loop<TSimd, V>() where TSimd : struct, ISimd<V, float> where V : struct
    {
        V x = TSimd.Broadcast(0.999f), y = TSimd.Broadcast(0.001f);
        V c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
        for (var i = 0; i < Steps; i++)
        {
            c0 = TSimd.MultiplyAdd(c0, x, y);
            c1 = TSimd.MultiplyAdd(c1, x, y);
            c2 = TSimd.MultiplyAdd(c2, x, y);
            c3 = TSimd.MultiplyAdd(c3, x, y);
            c4 = TSimd.MultiplyAdd(c4, x, y);
            c5 = TSimd.MultiplyAdd(c5, x, y);
            c6 = TSimd.MultiplyAdd(c6, x, y);
            c7 = TSimd.MultiplyAdd(c7, x, y);
            c8 = TSimd.MultiplyAdd(c8, x, y);
            c9 = TSimd.MultiplyAdd(c9, x, y);
            c10 = TSimd.MultiplyAdd(c10, x, y);
            c11 = TSimd.MultiplyAdd(c11, x, y);
        }
        c0 = TSimd.Add(TSimd.Add(TSimd.Add(c0, c1), TSimd.Add(c2, c3)), TSimd.Add(TSimd.Add(c4, c5), TSimd.Add(c6, c7)));
        c0 = TSimd.Add(TSimd.Add(c0, c8), TSimd.Add(TSimd.Add(c9, c10), c11));
        var lanes = stackalloc float[TSimd.Count];
        TSimd.Store(c0, lanes);
        return lanes[0];
    }
}
