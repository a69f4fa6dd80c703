namespace Flint.Cli.Bench;

/// <summary>
/// What the machine can do at most, at the given number of threads: fused multiply-adds, exp and erf, reading and copying memory. The name
/// tells how many bytes are moved: those of <c>peak</c> lie far beyond the caches, the others are those of the kernels.
/// </summary>
static class PeakWorkload
{
    internal static (string, Func<Workload>)[] All { get; } =
    [
        ("peak", () => Of(Peak.FromMemory)), ("peak-24M", () => Of(24L << 20)), ("peak-32M", () => Of(32L << 20)), ("peak-64M", () => Of(64L << 20)),
    ];

    static Workload Of(long bytes)
    {
        var (gflops, exp, erf, read, copy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        return new(_ =>
        {
            gflops = Math.Max(gflops, Peak.Gflops(0.1));
            exp = Math.Max(exp, Peak.ExpPerNs(0.05));
            erf = Math.Max(erf, Peak.ErfPerNs(0.05));
            read = Math.Max(read, Peak.ReadGb(0.1, bytes));
            copy = Math.Max(copy, Peak.CopyGb(0.1, bytes));
        })
        {
            Unit = "calls",
            Extra = () => [("peak_gflops", gflops), ("exp_per_ns", exp), ("erf_per_ns", erf), ("read_gb_per_s", read), ("copy_gb_per_s", copy)],
        };
    }
}
