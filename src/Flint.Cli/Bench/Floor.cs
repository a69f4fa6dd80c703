using Flint.Kernels;

namespace Flint.Cli.Bench;

/// <summary>The least time a step could take on this machine: its nominal work at the speeds measured in the same process, right after the steps.</summary>
/// <param name="Ms">Milliseconds.</param>
/// <param name="BoundBy">What a kernel cannot be faster than: <c>fma</c>, <c>read</c>, <c>copy</c>, <c>exp</c> or <c>erf</c>; of a network the larger part.</param>
sealed record Floor(double Ms, string BoundBy)
{
    // The best run counts, so that little time is enough.
    const double Seconds = 0.1;

    /// <summary>
    /// A kernel's work of one kind hides behind that of another, so its floor is the slowest of them. A network's is the sum: its arithmetic
    /// happens in the layers, its bytes are those of parameters and optimiser.
    /// </summary>
    /// <returns>Null where no work is stated, or not the arithmetic of a network: its bytes alone say nothing.</returns>
    internal static Floor? Of(Workload work)
    {
        var bytes = (long)work.Bytes;
        (string Ceiling, double Work, Func<double> PerSecond)[] kinds =
        [
            ("fma", work.Flops, () => Peak.Gflops(Seconds) * 1e9),
            work.Traffic == Traffic.Read
                ? ("read", work.Bytes, () => Peak.ReadGb(Seconds, bytes) * 1e9)
                : ("copy", work.Bytes, () => Peak.CopyGb(Seconds, bytes) * 1e9),
            ("exp", work.Exps, () => Peak.ExpPerNs(Seconds) * 1e9),
            ("erf", work.Erfs, () => Peak.ErfPerNs(Seconds) * 1e9),
        ];
        var parts = kinds.Where(k => k.Work > 0).Select(k => (k.Ceiling, Ms: 1e3 * k.Work / k.PerSecond())).ToList();
        if (parts.Count == 0 || (work.IsNetwork && work.Flops <= 0)) return null;
        var largest = parts.MaxBy(p => p.Ms);
        return new(work.IsNetwork ? parts.Sum(p => p.Ms) : largest.Ms, largest.Ceiling);
    }
}
