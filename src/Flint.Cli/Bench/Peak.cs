using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Flint.Kernels;

namespace Flint.Cli.Bench;

/// <summary>Measures the machine with as many threads as operations use, each on data of its own.</summary>
static class Peak
{
    // Far beyond any cache, per thread.
    const int Floats = 16 * 1024 * 1024;

    /// <summary>Float32 operations in registers, in GFLOP/s.</summary>
    internal static double Gflops(double seconds) => OnAll(() => PeakFma.Measure(seconds));

    /// <summary>Reading memory, in GB/s.</summary>
    internal static double ReadGb(double seconds)
    {
        return OnAll(() =>
        {
            var data = new float[Floats];
            var sink = Vector<float>.Zero;
            return Best(seconds, () => sink += Sum(data)) * Floats * sizeof(float) / 1e9 + 0 * sink[0];
        });
    }

    /// <summary>Copying memory, bytes read plus bytes written, in GB/s.</summary>
    internal static double CopyGb(double seconds) => OnAll(() =>
    {
        var (from, to) = (new float[Floats], new float[Floats]);
        return Best(seconds, () => from.CopyTo(to, 0)) * 2 * Floats * sizeof(float) / 1e9;
    });

    /// <summary>Runs per second of the fastest run.</summary>
    static double Best(double seconds, Action run)
    {
        run(); // touches every page
        var best = TimeSpan.MaxValue;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            var time = Stopwatch.GetElapsedTime(start);
            if (time < best) best = time;
        }
        return 1 / best.TotalSeconds;
    }

    static double OnAll(Func<double> measure)
    {
        var results = new double[Threads.Count];
        using var together = new Barrier(results.Length);
        var threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            results[i] = measure();
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return results.Sum();
    }

    static Vector<float> Sum(float[] data)
    {
        var v = MemoryMarshal.Cast<float, Vector<float>>(data);
        Vector<float> a = default, b = default, c = default, d = default;
        for (var i = 0; i + 3 < v.Length; i += 4)
        {
            a += v[i];
            b += v[i + 1];
            c += v[i + 2];
            d += v[i + 3];
        }
        return a + b + (c + d);
    }
}
