using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>The plainest loops that only read, or only copy, memory: what they reach, no kernel over as many bytes exceeds.</summary>
static unsafe class PeakMemory
{
    // Keeps the measured work alive.
    static float Sink;

    /// <summary>Reading the same <paramref name="bytes"/> again and again, one thread, in GB/s; lines asked for ahead or not, whichever is faster.</summary>
    internal static double Read(double seconds, long bytes)
    {
        var floats = Whole(bytes);
        var storage = Filled(floats);
        double best;
        fixed (byte* p = storage)
        {
            var x = (float*)p;
            best = Math.Max(FastestRun.PerSecond(seconds / 2, () => Sink = Read(x, floats, asks: false)),
                FastestRun.PerSecond(seconds / 2, () => Sink = Read(x, floats, asks: true)));
        }
        storage.Release();
        return best * floats * sizeof(float) / 1e9;
    }

    /// <summary>
    /// Copying half of <paramref name="bytes"/> to the other half again and again, one thread: bytes read plus bytes written in GB/s.
    /// Stores go through the caches or past them, whichever is faster.
    /// </summary>
    internal static double Copy(double seconds, long bytes)
    {
        var floats = Whole(bytes / 2);
        var (from, to) = (Filled(floats), Filled(floats));
        double best;
        fixed (byte* p = from, q = to)
        {
            float* x = (float*)p, y = (float*)q;
            best = Math.Max(FastestRun.PerSecond(seconds / 2, () => Copy(x, y, floats, streams: false)),
                FastestRun.PerSecond(seconds / 2, () => Copy(x, y, floats, streams: true)));
        }
        from.Release();
        to.Release();
        return best * 2 * floats * sizeof(float) / 1e9;
    }

    /// <summary>As many floats as the loops take whole steps of.</summary>
    static int Whole(long bytes) => checked((int)(bytes / sizeof(float) & ~127L));

    /// <summary>Memory as tensors have it, written: pages that never were are all the same page of zeros, which no memory's speed limits.</summary>
    static Storage Filled(int floats)
    {
        var storage = Storage.Allocate((long)floats * sizeof(float));
        fixed (byte* p = storage) new Span<float>(p, floats).Fill(1);
        return storage;
    }

    static float Read(float* x, nint count, bool asks) =>
        Vector512.IsHardwareAccelerated ? Read<Lane512<float>>(x, count, asks) :
        Vector256.IsHardwareAccelerated ? Read<Lane256<float>>(x, count, asks) :
        Vector128.IsHardwareAccelerated ? Read<Lane128<float>>(x, count, asks) : Read<Lane1<float>>(x, count, asks);

    static void Copy(float* x, float* y, nint count, bool streams)
    {
        if (Vector512.IsHardwareAccelerated) Copy<Lane512<float>>(x, y, count, streams);
        else if (Vector256.IsHardwareAccelerated) Copy<Lane256<float>>(x, y, count, streams);
        else if (Vector128.IsHardwareAccelerated) Copy<Lane128<float>>(x, y, count, streams);
        else Copy<Lane1<float>>(x, y, count, streams);
    }

    [MethodImpl(Hot)]
    static float Read<V>(float* x, nint count, bool asks) where V : struct, ISimdLane<V>
    {
        // Eight sums: an addition takes three or four cycles, and two loads start in each.
        V s0 = V.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (nint i = 0; i <= count - 8 * V.Width; i += 8 * V.Width)
        {
            if (asks) Prefetch.Bytes((byte*)(x + i) + Tuning.AheadBytes, 8 * V.Width * sizeof(float));
            s0 += V.Load(x, i);
            s1 += V.Load(x, i + V.Width);
            s2 += V.Load(x, i + 2 * V.Width);
            s3 += V.Load(x, i + 3 * V.Width);
            s4 += V.Load(x, i + 4 * V.Width);
            s5 += V.Load(x, i + 5 * V.Width);
            s6 += V.Load(x, i + 6 * V.Width);
            s7 += V.Load(x, i + 7 * V.Width);
        }
        return Across.Sum<V, float>(((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)));
    }

    [MethodImpl(Hot)]
    static void Copy<V>(float* x, float* y, nint count, bool streams) where V : struct, ISimdLane<V>
    {
        if (streams)
            for (nint i = 0; i <= count - 4 * V.Width; i += 4 * V.Width)
            {
                V.Stream(V.Load(x, i), y, i);
                V.Stream(V.Load(x, i + V.Width), y, i + V.Width);
                V.Stream(V.Load(x, i + 2 * V.Width), y, i + 2 * V.Width);
                V.Stream(V.Load(x, i + 3 * V.Width), y, i + 3 * V.Width);
            }
        else
            for (nint i = 0; i <= count - 4 * V.Width; i += 4 * V.Width)
            {
                V.Store(V.Load(x, i), y, i);
                V.Store(V.Load(x, i + V.Width), y, i + V.Width);
                V.Store(V.Load(x, i + 2 * V.Width), y, i + 2 * V.Width);
                V.Store(V.Load(x, i + 3 * V.Width), y, i + 3 * V.Width);
            }
        Streaming.End();
    }
}
