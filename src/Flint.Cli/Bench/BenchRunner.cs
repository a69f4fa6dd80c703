using System.Diagnostics;

namespace Flint.Cli.Bench;

/// <summary>Times a workload: warms up, then takes steps for so many seconds, each timed alone.</summary>
static class BenchRunner
{
    const int LeastSteps = 3;

    internal static BenchResult Run(string name, Func<Workload> build, double seconds)
    {
        Random.Seed(0);
        var runtimeMiB = Machine.CurrentMiB();
        var workload = build();
        WarmUp.Run(workload.Step);

        var times = new List<double>();
        var before = Memory.Report();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds || times.Count < LeastSteps)
        {
            var start = Stopwatch.GetTimestamp();
            workload.Step(times.Count);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        // Sweeps contain nearly all collections, so the longer of the two is the time spent on both.
        var after = Memory.Report();
        var collecting = Math.Max((after.GcPause - before.GcPause).TotalSeconds, (after.SweepTime - before.SweepTime).TotalSeconds);
        var total = times.Sum() / 1e3;
        times.Sort();
        return new(name, workload, times, total, collecting / total, Machine.PeakMiB(), runtimeMiB);
    }
}

/// <summary>What was measured.</summary>
/// <param name="Name">The workload's name.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Ms">Milliseconds of each step, ascending.</param>
/// <param name="Seconds">Their sum.</param>
/// <param name="GcShare">Share of the time in which the collector or the sweep of the tensor pool ran.</param>
/// <param name="PeakMiB">The most memory of the process.</param>
/// <param name="RuntimeMiB">Its memory before the workload was made.</param>
sealed record BenchResult(string Name, Workload Workload, List<double> Ms, double Seconds, double GcShare, double PeakMiB, double RuntimeMiB)
{
    internal double Median => Percentile(0.5);

    /// <summary>The step at this share of the sorted steps.</summary>
    internal double Percentile(double share) => Ms[Math.Min(Ms.Count - 1, (int)(share * Ms.Count))];
}
