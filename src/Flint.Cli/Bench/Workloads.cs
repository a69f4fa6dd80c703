namespace Flint.Cli.Bench;

/// <summary>The benchmark's workloads by name; the same as those of the peers in benchmarks/peers.</summary>
static class Workloads
{
    internal static IReadOnlyList<(string Name, Func<Workload> Build)> All { get; } =
        [.. ClassifierWorkloads.All, .. ResNetWorkloads.All, .. HeadWorkload.All, .. GenerativeWorkloads.All, .. GemmWorkloads.All, .. ConvolutionWorkloads.All, .. ConvolutionGradientWorkloads.All,
            .. SequenceWorkloads.All, .. MemoryWorkloads.All, .. OverheadWorkloads.All, .. InferenceWorkloads.All, .. PeakWorkload.All];
}
