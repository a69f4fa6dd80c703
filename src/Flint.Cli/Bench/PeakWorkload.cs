namespace Flint.Cli.Bench;

/// <summary>What the machine can do at most, at the given number of threads: fused multiply-adds, reading and copying memory.</summary>
static class PeakWorkload
{
    internal static (string, Func<Workload>)[] All { get; } = [("peak", Build)];

    static Workload Build()
    {
        var (gflops, read, copy) = (0.0, 0.0, 0.0);
        return new(_ =>
        {
            gflops = Math.Max(gflops, Peak.Gflops(0.1));
            read = Math.Max(read, Peak.ReadGb(0.1));
            copy = Math.Max(copy, Peak.CopyGb(0.1));
        })
        {
            Unit = "calls",
            Extra = () => [("peak_gflops", gflops), ("read_gb_per_s", read), ("copy_gb_per_s", copy)],
        };
    }
}
