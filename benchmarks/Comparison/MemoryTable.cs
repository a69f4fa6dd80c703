using System.Globalization;

namespace Flint.Comparison;

/// <summary>The most memory that a training workload takes, beside PyTorch's, each without its runtime.</summary>
public static class MemoryTable
{
    /// <summary>Measures the workloads one after the other; the middle of <paramref name="times"/> runs counts.</summary>
    public static IEnumerable<string> Measure(FlintSide flint, TorchSide torch, IEnumerable<string> names, int times, string seconds)
    {
        var loaded = Middle(Enumerable.Range(0, times).Select(_ => torch.RuntimeMiB()));
        yield return "| workload | Flint, MiB | of it .NET | without | PyTorch, MiB | of it `import torch` | without | ratio |\n|---|---:|---:|---:|---:|---:|---:|---:|";
        foreach (var name in names)
        {
            var ours = Enumerable.Range(0, times).Select(_ => flint.Time(name, "1", seconds)).OrderBy(run => run.PeakMiB - run.RuntimeMiB).ElementAt(times / 2);
            var theirs = Middle(Enumerable.Range(0, times).Select(_ => torch.Time((name, "passive"), "1", seconds).PeakMiB));
            var (our, their) = (ours.PeakMiB - ours.RuntimeMiB, theirs - loaded);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {ours.PeakMiB:f0} | {ours.RuntimeMiB:f0} | {our:f0} | {theirs:f0} | {loaded:f0} | {their:f0} | **{our / their:f2}** |");
        }
    }

    static double Middle(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
