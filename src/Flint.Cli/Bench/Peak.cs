using Flint.Kernels;

namespace Flint.Cli.Bench;

/// <summary>Measures the machine with as many threads as operations use, each on data of its own: the best run counts.</summary>
static class Peak
{
    /// <summary>Far beyond any cache.</summary>
    internal const long FromMemory = 256L << 20;

    /// <summary>Float32 operations in registers, in GFLOP/s.</summary>
    internal static double Gflops(double seconds) => OnAll(() => PeakFma.Measure(seconds));

    /// <summary>Exponentials of data in the first-level cache, in elements per nanosecond.</summary>
    internal static double ExpPerNs(double seconds) => OnAll(() => PeakFunctions.Exp(seconds));

    /// <summary>Error functions of data in the first-level cache, in elements per nanosecond.</summary>
    internal static double ErfPerNs(double seconds) => OnAll(() => PeakFunctions.Erf(seconds));

    /// <summary>Reading <paramref name="bytes"/> again and again, in GB/s; the threads share them.</summary>
    internal static double ReadGb(double seconds, long bytes = FromMemory) => OnAll(() => PeakMemory.Read(seconds, bytes / Threads.Count));

    /// <summary>Copying half of <paramref name="bytes"/> to the other half, bytes read plus bytes written in GB/s; the threads share them.</summary>
    internal static double CopyGb(double seconds, long bytes = FromMemory) => OnAll(() => PeakMemory.Copy(seconds, bytes / Threads.Count));

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
}
