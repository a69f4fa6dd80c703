using System.Diagnostics;

namespace Flint.Kernels;

/// <summary>Repeats a piece of work and takes its fastest run: whatever else the machine does only makes runs longer.</summary>
static class FastestRun
{
    /// <summary>How often the work would run in a second; it is tried for <paramref name="seconds"/>, and once at least.</summary>
    internal static double PerSecond(double seconds, Action work)
    {
        var best = double.MaxValue;
        var begin = Stopwatch.GetTimestamp();
        do
        {
            var since = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds);
        return 1 / best;
    }
}
