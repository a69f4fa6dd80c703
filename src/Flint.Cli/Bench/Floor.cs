namespace Flint.Cli.Bench;

/// <summary>The least time a step could take on this machine: its nominal work at the measured peak.</summary>
static class Floor
{
    const double Seconds = 0.2;

    /// <summary>Milliseconds; null where neither operations nor bytes are stated.</summary>
    internal static double? Of(Workload work)
    {
        if (work.Flops <= 0 && work.Bytes <= 0) return null;
        var compute = work.Flops > 0 ? work.Flops / Peak.Gflops(Seconds) / 1e6 : 0;
        var memory = work.Bytes > 0 ? work.Bytes / Peak.CopyGb(Seconds) / 1e6 : 0;
        return Math.Max(compute, memory);
    }
}
